namespace GaLNet.ClientCli.Pictures;

/// <summary>One galaxy to be drawn as image | model | residual.</summary>
internal sealed record StampPanel
{
    /// <summary>The stamp, counts.</summary>
    public required Raster Image { get; init; }

    /// <summary>PSF-convolved galaxy + fitted neighbours + sky, counts; null when there is no fit.</summary>
    public Raster? Model { get; init; }

    /// <summary>[Height * Width] 1-sigma noise per pixel, counts.</summary>
    public required float[] Sigma { get; init; }

    /// <summary>[Height * Width] non-zero where pixels took no part in the fit; empty = all took part.</summary>
    public byte[] Excluded { get; init; } = [];

    /// <summary>Sky level, counts.</summary>
    public double Sky { get; init; }

    /// <summary>Noise of the sky per pixel, counts.</summary>
    public required double SkySigma { get; init; }

    /// <summary>Arcsec per pixel.</summary>
    public required double PixelScaleArcsec { get; init; }

    /// <summary>Direction of North, degrees counter-clockwise from +x; NaN when nobody knows.</summary>
    public double NorthAngleDeg { get; init; } = double.NaN;

    /// <summary>+1 when East lies counter-clockwise of North.</summary>
    public int Parity { get; init; } = 1;

    /// <summary>Lines beneath the panels: what was measured, then the χ².</summary>
    public required IReadOnlyList<string> Caption { get; init; }
}
