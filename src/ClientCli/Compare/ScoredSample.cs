using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Compare;

/// <summary>Scores of one parameter of one engine in one bin.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Bin">What is binned in; empty = all galaxies.</param>
/// <param name="From">Lower edge; NaN for all.</param>
/// <param name="To">Upper edge; NaN for all.</param>
/// <param name="Parameter">The parameter.</param>
/// <param name="Score">Its figures with intervals.</param>
internal sealed record ScoredSample(
    string Engine, string Bin, double From, double To, ScoredParameter Parameter, ComparisonScore Score);
