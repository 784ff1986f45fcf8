namespace GaLNet.Photometry.Statistics;

/// <summary>One galaxy to be scored.</summary>
/// <param name="Truth">True values, or the values of a reference.</param>
/// <param name="Measured">Measured values; NaN where there is no measurement.</param>
/// <param name="Errors">1-sigma errors of the measurement, or null.</param>
/// <param name="Crlb">Cramér-Rao bounds (1 sigma), or null.</param>
public readonly record struct ScoredGalaxy(
    GalaxyParameters Truth, GalaxyParameters Measured, GalaxyParameters? Errors = null, GalaxyParameters? Crlb = null);
