namespace GaLNet.ClientCli.Bench;

/// <summary>How well two good fits of the same galaxy agree.</summary>
/// <param name="Mag">Magnitudes.</param>
/// <param name="Reff">Relative, of rEff.</param>
/// <param name="AxisRatio">Of q.</param>
/// <param name="PaDeg">Of the position angle, degrees.</param>
/// <param name="Index">Relative, of n.</param>
internal sealed record PublishedTolerance(double Mag, double Reff, double AxisRatio, double PaDeg, double Index)
{
    /// <summary>KiDS r against SIGMA/GALFIT: what the collector's check fit of the same pixels shows.</summary>
    public static PublishedTolerance Kids { get; } = new(0.06, 0.05, 0.03, 2, 0.15);

    /// <summary>GALFIT's example: n = 4 at rEff = 2.6 pixels with a free sky is only loosely fixed.</summary>
    public static PublishedTolerance Galfit { get; } = new(0.06, 0.05, 0.03, 2, 0.15);

    /// <summary>
    /// pysersic's two published fits of one galaxy, with and without a sky, differ by 2.3 % in flux, 3.9 % in rEff and
    /// 5 % in n.
    /// </summary>
    public static PublishedTolerance Hsc { get; } = new(0.025, 0.039, 0.03, 1, 0.05);

    /// <summary>imfit's minimum of the same χ².</summary>
    public static PublishedTolerance Imfit { get; } = new(0.01, 0.01, 0.005, 0.5, 0.01);
}
