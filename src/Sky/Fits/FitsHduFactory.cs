using GaLNet.Sky.Fits.Tiles;

namespace GaLNet.Sky.Fits;

/// <summary>Makes the object that reads an HDU of a kind.</summary>
internal static class FitsHduFactory
{
    public static FitsHdu Create(FitsHduInfo info) => info.Kind switch
    {
        FitsHduKind.Image => new FitsImage(info, info.Header, info.Shape, RawPixels.Open(info)),
        FitsHduKind.CompressedImage => CompressedPixels.Open(info),
        FitsHduKind.BinaryTable => new FitsTable(info),
        _ => new FitsHdu(info),
    };
}
