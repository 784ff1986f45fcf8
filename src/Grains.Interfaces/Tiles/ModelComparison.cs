namespace GaLNet.Grains.Interfaces.Tiles;

/// <summary>
/// Several models of one galaxy on the same pixels, with the same sky and the same neighbours: only the galaxy's own
/// model differs.
/// </summary>
[GenerateSerializer, Immutable, Alias("GaLNet.ModelComparison")]
public sealed record ModelComparison
{
    /// <summary>Side, pixels.</summary>
    [Id(0)] public required int Size { get; init; }
    /// <summary>[Size * Size] counts, row 0 = bottom.</summary>
    [Id(1)] public required float[] Pixels { get; init; }
    /// <summary>[Size * Size] non-zero where pixels are left out.</summary>
    [Id(2)] public required byte[] Excluded { get; init; }
    /// <summary>Sky level, counts.</summary>
    [Id(3)] public required double Sky { get; init; }
    /// <summary>Sky sigma per pixel, counts.</summary>
    [Id(4)] public required double SkySigma { get; init; }
    /// <summary>Arcsec per pixel.</summary>
    [Id(5)] public required double PixelScaleArcsec { get; init; }
    /// <summary>Direction of North, degrees counter-clockwise from +x.</summary>
    [Id(6)] public required double NorthAngleDeg { get; init; }
    /// <summary>+1 when East lies counter-clockwise of North.</summary>
    [Id(7)] public required int Parity { get; init; }
    /// <summary>The models, in the order asked for.</summary>
    [Id(8)] public required ModelOnPixels[] Models { get; init; }
}
