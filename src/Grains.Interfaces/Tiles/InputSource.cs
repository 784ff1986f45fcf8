namespace GaLNet.Grains.Interfaces.Tiles;

/// <summary>A source given by the user instead of being detected.</summary>
/// <param name="RaDeg">Degrees ICRS.</param>
/// <param name="DecDeg">Degrees ICRS.</param>
/// <param name="IsStar">True = do not measure it; it may serve the PSF.</param>
/// <param name="Mag">AB magnitude, or NaN.</param>
[GenerateSerializer, Immutable, Alias("GaLNet.InputSource")]
public readonly record struct InputSource(
    [property: Id(0)] double RaDeg, [property: Id(1)] double DecDeg,
    [property: Id(2)] bool IsStar, [property: Id(3)] double Mag);
