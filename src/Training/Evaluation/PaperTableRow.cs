using GaLNet.Photometry.Statistics;

namespace GaLNet.Training.Evaluation;

/// <summary>One network of the paper's Table 2.</summary>
/// <param name="Name">Which.</param>
/// <param name="RSquared">R² by parameter.</param>
/// <param name="Outliers">Fractions of outliers.</param>
/// <param name="Nmad">NMADs.</param>
internal sealed record PaperTableRow(
    string Name, IReadOnlyDictionary<ScoredParameter, double> RSquared,
    IReadOnlyDictionary<ScoredParameter, double> Outliers, IReadOnlyDictionary<ScoredParameter, double> Nmad);
