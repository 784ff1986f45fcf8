namespace GaLNet.Photometry.Psf;

/// <summary>What a sure star must be.</summary>
public sealed record StarSelectionOptions
{
    /// <summary>Least S/N inside the aperture of 1.5 arcsec.</summary>
    public double MinSignalToNoise { get; init; } = 40;

    /// <summary>Least minor/major axis ratio of the second moments.</summary>
    public double MinAxisRatio { get; init; } = 0.7;

    /// <summary>Radius within which no comparable source may lie, in half-light radii of the star.</summary>
    public double IsolationRadii { get; init; } = 6;

    /// <summary>Light of a neighbour inside that radius, in units of the star's, that spoils it.</summary>
    public double MaxNeighbourFlux { get; init; } = 0.1;

    /// <summary>Largest number of stars returned: the best S/N first.</summary>
    public int MaxStars { get; init; } = 150;
}
