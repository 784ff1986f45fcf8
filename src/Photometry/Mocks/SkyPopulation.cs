using GaLNet.Photometry.Statistics;

namespace GaLNet.Photometry.Mocks;

/// <summary>
/// What a random piece of sky holds: galaxies and stars from number counts, galaxies smaller the fainter they are.
/// </summary>
public sealed record SkyPopulation
{
    /// <summary>Counts of galaxies.</summary>
    public NumberCounts Galaxies { get; init; } = NumberCounts.Galaxies;
    /// <summary>Counts of stars.</summary>
    public NumberCounts Stars { get; init; } = NumberCounts.Stars;
    /// <summary>Mean log10 rEff (arcsec) of galaxies of magnitude 20.5.</summary>
    public double MeanLogReff { get; init; } = -0.10;
    /// <summary>Change of the mean log10 rEff per magnitude, followed between magnitudes 17 and 25.</summary>
    public double LogReffSlope { get; init; } = -0.09;
    /// <summary>Scatter of log10 rEff at a given magnitude.</summary>
    public double LogReffSigma { get; init; } = 0.25;
    /// <summary>Smallest and largest rEff, arcsec.</summary>
    public (double Min, double Max) ReffArcsec { get; init; } = (0.08, 5);
    /// <summary>Axis ratios.</summary>
    public Prior AxisRatio { get; init; } = Prior.Uniform(0.2, 1);
    /// <summary>Sérsic indices.</summary>
    public Prior Index { get; init; } = Prior.FDistribution(30, 5, 0.3, 6.2);

    /// <summary>The sky of KiDS r: galaxies to 25.5, stars to 24.5.</summary>
    public static SkyPopulation Deep { get; } = new();

    /// <summary>
    /// What detection can see in KiDS r: galaxies to 24.45 and stars of magnitude 16-22, 560 and 80 on 25 arcmin².
    /// </summary>
    public static SkyPopulation Detectable { get; } = new()
    {
        Galaxies = NumberCounts.Galaxies with { FaintLimit = 24.45 },
        Stars = NumberCounts.Stars with { DensityAtPivot = 1300, BrightLimit = 16, FaintLimit = 22 },
    };

    /// <summary>A galaxy at the given place (arcsec from the stamp's centre; 0 where places are pixels).</summary>
    public GalaxyParameters DrawGalaxy(RandomStream random, double xArcsec = 0, double yArcsec = 0)
    {
        var mag = Galaxies.DrawMag(random);
        var mean = MeanLogReff + LogReffSlope * (Math.Clamp(mag, 17, 25) - 20.5);
        var reff = Math.Pow(10, mean + LogReffSigma * random.NextNormal());
        return new GalaxyParameters(
            xArcsec, yArcsec, mag, Math.Clamp(reff, ReffArcsec.Min, ReffArcsec.Max), AxisRatio.Draw(random),
            180 * random.NextUniform(), Index.Draw(random));
    }
}
