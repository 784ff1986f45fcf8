namespace GaLNet.Photometry.Mocks;

/// <summary>
/// The objects around a target. The paper chose its backgrounds by eye to have nothing bright in the centre; here no
/// neighbour brighter than a limit may lie within a radius, and the whole draw is repeated where one does.
/// </summary>
public sealed record MockCrowding
{
    /// <summary>Where the neighbours are drawn from.</summary>
    public SkyPopulation Population { get; init; } = SkyPopulation.Deep;
    /// <summary>Neighbours are drawn this far beyond the stamp's edge, arcsec.</summary>
    public double MarginArcsec { get; init; } = 5;
    /// <summary>Radius around the stamp's centre that is kept free of bright neighbours, arcsec.</summary>
    public double FreeRadiusArcsec { get; init; } = 1.5;
    /// <summary>Magnitude below which a neighbour counts as bright.</summary>
    public double BrightMag { get; init; } = 22.5;
}
