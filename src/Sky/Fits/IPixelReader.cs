using System.Numerics;

namespace GaLNet.Sky.Fits;

/// <summary>Fetches windows of an image from wherever its pixels are; thread-safe.</summary>
internal interface IPixelReader
{
    /// <summary>numpy's name of the physical type.</summary>
    string ValueType { get; }

    /// <summary>Fills [height * width] pixels. The caller has checked that the window lies inside the image.</summary>
    void Read<T>(long plane, int x0, int y0, int width, int height, Span<T> pixels)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
