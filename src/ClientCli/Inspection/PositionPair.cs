using GaLNet.ClientCli.Shell;
using GaLNet.Sky.Surveys;
using GaLNet.Sky.Wcs;

namespace GaLNet.ClientCli.Inspection;

/// <summary>A 1-based pixel and the sky position that lies on it, ICRS degrees.</summary>
internal readonly record struct PositionPair(double XPix, double YPix, double RaDeg, double DecDeg)
{
    /// <summary>Where a pixel looks at; fails without coordinates, or where the projection shows no sky.</summary>
    public static PositionPair OfPixel(ImageInspection file, double xPix, double yPix)
    {
        var (ra, dec) = WcsOf(file, "--pix").PixelToSky(xPix, yPix);
        return double.IsFinite(ra) && double.IsFinite(dec)
            ? new PositionPair(xPix, yPix, ra, dec)
            : throw new CommandFailedException(FormattableString.Invariant(
                $"{file.Path}: pixel ({xPix}, {yPix}) shows no sky in this projection; give one nearer to the image."));
    }

    /// <summary>On which pixel a position lies, inside the image or not; fails when the projection has none.</summary>
    public static PositionPair OfSky(ImageInspection file, double raDeg, double decDeg)
        => WcsOf(file, "--sky").TrySkyToPixel(raDeg, decDeg, out var x, out var y)
            ? new PositionPair(x, y, raDeg, decDeg)
            : throw new CommandFailedException(FormattableString.Invariant(
                $"{file.Path}: ({raDeg}, {decDeg}) is not on this image's projection; give a position nearer to it."));

    private static CelestialWcs WcsOf(ImageInspection file, string option) => file.Wcs
        ?? throw new CommandFailedException($"{file.Path}: {option} needs world coordinates, and "
            + (file.ImageIndex is { } index ? $"HDU {index} has none that are understood" : "the file has no image")
            + "; name another image with FILE[EXT].");
}
