namespace GaLNet.Photometry.Detection;

/// <summary>One row of a completeness table.</summary>
/// <param name="MagFrom">Brightest magnitude of the bin.</param>
/// <param name="MagTo">Faintest magnitude of the bin.</param>
/// <param name="Truth">Sources that are there, by their true magnitude.</param>
/// <param name="Recovered">Those of them that were found.</param>
/// <param name="Found">Sources that were found, by their measured magnitude.</param>
/// <param name="Genuine">Those of them that are there.</param>
public readonly record struct CompletenessBin(
    double MagFrom, double MagTo, int Truth, int Recovered, int Found, int Genuine)
{
    /// <summary>Share of the true sources that were found; NaN for an empty bin.</summary>
    public double Completeness => Truth > 0 ? (double)Recovered / Truth : double.NaN;

    /// <summary>Share of the found sources that are true; NaN for an empty bin.</summary>
    public double Purity => Found > 0 ? (double)Genuine / Found : double.NaN;
}
