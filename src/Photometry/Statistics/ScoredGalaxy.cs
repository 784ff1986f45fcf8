namespace GaLNet.Photometry.Statistics;

/// <summary>One galaxy to be scored.</summary>
/// <param name="Truth">True values, or the values of a reference.</param>
/// <param name="Measured">Measured values; NaN where there is no measurement.</param>
/// <param name="Errors">1-sigma errors of the measurement, or null.</param>
/// <param name="Crlb">Cramér-Rao bounds (1 sigma), or null.</param>
/// <param name="Errors95">
/// Half widths of the central 95 % intervals, or null for those of a Gaussian with <paramref name="Errors"/>.
/// </param>
public readonly record struct ScoredGalaxy(
    GalaxyParameters Truth, GalaxyParameters Measured, GalaxyParameters? Errors = null, GalaxyParameters? Crlb = null,
    GalaxyParameters? Errors95 = null)
{
    /// <summary>
    /// Measured - true, the PA's modulo 180 degrees; NaN where either is missing.
    /// </summary>
    public double Difference(ScoredParameter parameter) => parameter == ScoredParameter.Pa
        ? PositionAngles.Difference(Measured.PaDeg, Truth.PaDeg)
        : Measured[parameter] - Truth[parameter];

    /// <summary>
    /// The measured value as it is compared with the truth: the PA wrapped to the half turn about the true one, the
    /// paper's PA as printed in [0, 180).
    /// </summary>
    public double Comparable(ScoredParameter parameter) => parameter switch
    {
        ScoredParameter.Pa => PositionAngles.Near(Measured.PaDeg, Truth.PaDeg),
        ScoredParameter.PaRaw => PositionAngles.Wrap(Measured.PaDeg),
        _ => Measured[parameter],
    };
}
