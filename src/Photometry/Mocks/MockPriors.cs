using GaLNet.Photometry.Statistics;

namespace GaLNet.Photometry.Mocks;

/// <summary>How mock galaxies are distributed; parameters are independent of each other.</summary>
public sealed record MockPriors
{
    /// <summary>Centre along a row, arcsec from the stamp's central pixel.</summary>
    public required Prior XArcsec { get; init; }
    /// <summary>Centre along a column, arcsec from the stamp's central pixel.</summary>
    public required Prior YArcsec { get; init; }
    /// <summary>Total magnitude.</summary>
    public required Prior Mag { get; init; }
    /// <summary>Semi-major effective radius, arcsec.</summary>
    public required Prior ReffArcsec { get; init; }
    /// <summary>Axis ratio q.</summary>
    public required Prior AxisRatio { get; init; }
    /// <summary>Position angle, degrees.</summary>
    public required Prior PaDeg { get; init; }
    /// <summary>Sérsic index n.</summary>
    public required Prior Index { get; init; }
    /// <summary>Galaxies below this S/N inside 1.5 arcsec are drawn again; 0 keeps all.</summary>
    public double MinSignalToNoise { get; init; } = 50;

    /// <summary>
    /// The training sample of GaLNet I, Table 1. The paper gives the magnitude's exponential a scale of 1 without its
    /// direction; here, as in number counts, it rises to the faint end.
    /// </summary>
    public static MockPriors Paper { get; } = new()
    {
        XArcsec = Prior.Normal(0, 0.15, -0.4, 0.4),
        YArcsec = Prior.Normal(0, 0.15, -0.4, 0.4),
        Mag = Prior.RisingExponential(1, 17, 22),
        ReffArcsec = Prior.LogNormal(-0.1, 0.4, 0.2, 4),
        AxisRatio = Prior.Uniform(0.2, 1),
        PaDeg = Prior.Uniform(0, 180),
        Index = Prior.FDistribution(30, 5, 0.1, 8),
    };

    /// <summary>
    /// A wider sample, flat in what the paper's peaks: magnitudes 16-23, log-uniform sizes 0.1-8 arcsec, q from 0.1,
    /// log-uniform n. For training beyond the paper's range and for finding where an engine fails.
    /// </summary>
    public static MockPriors Wide { get; } = new()
    {
        XArcsec = Prior.Normal(0, 0.2, -0.8, 0.8),
        YArcsec = Prior.Normal(0, 0.2, -0.8, 0.8),
        Mag = Prior.RisingExponential(2, 16, 23),
        ReffArcsec = Prior.LogUniform(0.1, 8),
        AxisRatio = Prior.Uniform(0.1, 1),
        PaDeg = Prior.Uniform(0, 180),
        Index = Prior.LogUniform(0.1, 8),
        MinSignalToNoise = 20,
    };

    /// <summary>
    /// <see cref="Paper"/> with the peaks of rEff and n moved up by a factor at the same time, the ranges kept: what
    /// the paper's Appendix trains on to see what a wrong prior does (Figure 12; 1.3 and 1.5).
    /// </summary>
    public static MockPriors PeaksMoved(double factor) => Paper with
    {
        ReffArcsec = Prior.LogNormal(-0.1 + Math.Log10(factor), 0.4, 0.2, 4),
        Index = Prior.FDistribution(30, 5, 0.1, 8, factor),
    };

    /// <summary><see cref="Paper"/> with rEff and n equally likely anywhere in their ranges (Figure 12).</summary>
    public static MockPriors FlatSizeAndIndex { get; } = Paper with
    {
        ReffArcsec = Prior.Uniform(0.2, 4),
        Index = Prior.Uniform(0.1, 8),
    };

    /// <summary>One galaxy; the S/N cut is the caller's, who knows the noise.</summary>
    public GalaxyParameters Draw(RandomStream random) => new(
        XArcsec.Draw(random), YArcsec.Draw(random), Mag.Draw(random), ReffArcsec.Draw(random), AxisRatio.Draw(random),
        PaDeg.Draw(random), Index.Draw(random));
}
