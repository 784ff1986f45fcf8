namespace GaLNet.Grains.Interfaces.Tiles;

/// <summary>A galaxy's model on the sky, whoever fitted it, to be laid over pixels.</summary>
/// <param name="RaDeg">Centre, degrees ICRS.</param>
/// <param name="DecDeg">Centre, degrees ICRS.</param>
/// <param name="Mag">Total AB magnitude.</param>
/// <param name="ReffArcsec">Semi-major half-light radius, arcsec.</param>
/// <param name="Q">Axis ratio minor/major.</param>
/// <param name="PaDeg">Degrees North through East.</param>
/// <param name="N">Sérsic index.</param>
[GenerateSerializer, Immutable, Alias("GaLNet.ModelProfile")]
public readonly record struct ModelProfile(
    [property: Id(0)] double RaDeg, [property: Id(1)] double DecDeg, [property: Id(2)] double Mag,
    [property: Id(3)] double ReffArcsec, [property: Id(4)] double Q, [property: Id(5)] double PaDeg,
    [property: Id(6)] double N);
