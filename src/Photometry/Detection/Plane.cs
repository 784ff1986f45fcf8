namespace GaLNet.Photometry.Detection;

/// <summary>
/// A piece of an image in memory. Row-major [Height, Width], row 0 = the first FITS row. Not changed by anything here.
/// </summary>
public sealed class Plane
{
    /// <summary>Pixels along a row.</summary>
    public required int Width { get; init; }

    /// <summary>Rows.</summary>
    public required int Height { get; init; }

    /// <summary>[Height * Width] counts; NaN = no data.</summary>
    public required float[] Pixels { get; init; }

    /// <summary>
    /// [Height * Width] inverse-variance weights (relative or absolute), zero or less = no data; null = uniform.
    /// </summary>
    public float[]? Weight { get; init; }

    /// <summary>[Height * Width] mask, non-zero = no data; null = none.</summary>
    public byte[]? Mask { get; init; }

    /// <summary>
    /// Column of the image at which this piece starts (0-based). The sky mesh is anchored to the image, not to the
    /// piece, so that overlapping pieces see the same sky.
    /// </summary>
    public int OriginX { get; init; }

    /// <summary>Row of the image at which this piece starts (0-based).</summary>
    public int OriginY { get; init; }

    /// <summary>Counts at which pixels saturate; +Infinity when unknown.</summary>
    public double Saturation { get; init; } = double.PositiveInfinity;

    /// <summary>Electrons per count; +Infinity when unknown.</summary>
    public double Gain { get; init; } = double.PositiveInfinity;

    /// <summary>Arcsec per pixel.</summary>
    public double PixelScaleArcsec { get; init; } = 0.2;

    /// <summary>True when the pixel carries data: finite, not masked, weight positive.</summary>
    /// <param name="index">Row-major index, row * Width + column.</param>
    public bool HasData(int index)
        => float.IsFinite(Pixels[index])
            && (Mask is null || Mask[index] == 0)
            && (Weight is null || Weight[index] > 0);

    /// <summary>
    /// True where the pixel is saturated. Compared as the 32-bit number that a clipped pixel holds: the level itself,
    /// read from a header as a 64-bit number, may lie a rounding above it.
    /// </summary>
    public bool IsSaturated(int at) => Pixels[at] >= (float)Saturation;
}
