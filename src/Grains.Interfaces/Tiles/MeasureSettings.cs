namespace GaLNet.Grains.Interfaces.Tiles;

/// <summary>How the galaxies of a tile are to be measured; part of what makes a fit stale when it changes.</summary>
[GenerateSerializer, Immutable, Alias("GaLNet.MeasureSettings")]
public sealed record MeasureSettings
{
    /// <summary>Engine's word.</summary>
    [Id(0)] public string Engine { get; init; } = "chi2";

    /// <summary>Side of the stamps, pixels, odd.</summary>
    [Id(1)] public int StampSize { get; init; } = 61;

    /// <summary>Sources below this S/N (inside 1.5 arcsec) are listed, not fitted.</summary>
    [Id(2)] public double MinSignalToNoise { get; init; } = 50;
}
