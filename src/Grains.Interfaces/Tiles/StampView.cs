namespace GaLNet.Grains.Interfaces.Tiles;

/// <summary>A galaxy as it was measured: pixels, model, and what was left out; for pictures.</summary>
[GenerateSerializer, Immutable, Alias("GaLNet.StampView")]
public sealed record StampView
{
    /// <summary>Side, pixels.</summary>
    [Id(0)] public required int Size { get; init; }
    /// <summary>[Size * Size] counts, row 0 = bottom.</summary>
    [Id(1)] public required float[] Pixels { get; init; }
    /// <summary>[Size * Size] model (galaxy + fitted neighbours + sky), counts; empty when there is no fit.</summary>
    [Id(2)] public required float[] Model { get; init; }
    /// <summary>[Size * Size] non-zero where pixels were left out.</summary>
    [Id(3)] public required byte[] Excluded { get; init; }
    /// <summary>Sky sigma per pixel, counts.</summary>
    [Id(4)] public required double SkySigma { get; init; }
    /// <summary>The PSF stamp used, [PsfSize * PsfSize].</summary>
    [Id(5)] public required float[] Psf { get; init; }
    /// <summary>Side of the PSF stamp.</summary>
    [Id(6)] public required int PsfSize { get; init; }
    /// <summary>Arcsec per pixel.</summary>
    [Id(7)] public required double PixelScaleArcsec { get; init; }
    /// <summary>Direction of North, degrees counter-clockwise from +x.</summary>
    [Id(8)] public required double NorthAngleDeg { get; init; }
    /// <summary>+1 when East lies counter-clockwise of North.</summary>
    [Id(9)] public required int Parity { get; init; }
}
