using GaLNet.Output;
using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Compare;

/// <summary>Scores as rows of text, for the terminal and for pages.</summary>
internal static class ScoreTables
{
    private static readonly (ComparisonFigure Figure, string Name)[] Paper =
    [
        (ComparisonFigure.RSquared, "R²"), (ComparisonFigure.OutlierFraction, "outliers"),
        (ComparisonFigure.Nmad, "NMAD"),
    ];

    private static readonly (ComparisonFigure Figure, string Name)[] More =
    [
        (ComparisonFigure.Bias, "bias (median)"), (ComparisonFigure.Scatter, "scatter (1.4826 MAD)"),
        (ComparisonFigure.Rms, "rms"), (ComparisonFigure.PullMedian, "pull median"),
        (ComparisonFigure.PullScatter, "pull 1.4826 MAD"), (ComparisonFigure.PullStd, "pull std"),
    ];

    /// <summary>Headings of <see cref="Table3"/> and of <see cref="Differences"/>.</summary>
    public static string[] Headings { get; } =
        ["figure", "method", .. ComparedParameters.All.Select(ComparedParameters.LabelOf)];

    /// <summary>Table 3: R², outliers and NMAD of each engine, the published ones beneath.</summary>
    public static IEnumerable<string[]> Table3(IReadOnlyList<EngineComparison> engines)
    {
        foreach (var (figure, name) in Paper)
        {
            foreach (var engine in engines)
            {
                yield return [name, engine.Engine, .. ComparedParameters.All.Select(
                    parameter => Cell(engine.Of(parameter), figure))];
            }

            for (var network = 0; network < PaperTables.Networks.Count; network++)
            {
                yield return [$"published {name}", $"{PaperTables.Networks[network]} vs 2DPHOT",
                    .. ComparedParameters.All.Select(parameter =>
                        Numbers.Fixed(PaperTables.Table3(network, figure, parameter), 4))];
            }
        }
    }

    /// <summary>Bias, scatter and pulls of each engine.</summary>
    public static IEnumerable<string[]> Differences(IReadOnlyList<EngineComparison> engines)
        => More.SelectMany(one => engines.Select(engine => (string[])
            [one.Name, engine.Engine, .. ComparedParameters.All.Select(parameter =>
                parameter == ScoredParameter.PaRaw && one.Figure >= ComparisonFigure.PullMedian
                    ? "-" : Cell(engine.Of(parameter), one.Figure))]));

    /// <summary>Headings of <see cref="InBins"/>.</summary>
    public static string[] BinHeadings { get; } =
        ["bin", "method", "parameter", "N", .. Paper.Concat(More).Select(one => one.Name)];

    /// <summary>Every figure in every bin of one quantity.</summary>
    public static IEnumerable<string[]> InBins(IReadOnlyList<EngineComparison> engines, string bin)
        => engines.SelectMany(engine => engine.Samples).Where(sample => sample.Bin == bin).Select(sample => (string[])
            [
                FormattableString.Invariant($"{sample.From}–{sample.To}"), sample.Engine,
                ComparedParameters.LabelOf(sample.Parameter), $"{sample.Score.Count}",
                .. Paper.Concat(More).Select(one => Cell(sample.Score, one.Figure)),
            ]);

    /// <summary>Headings of <see cref="Budget"/>.</summary>
    public static string[] BudgetHeadings { get; } =
    [
        "parameter", "method", "N", "scatter", "explained by both errors", "by ours alone", "by theirs alone",
        "left over",
    ];

    /// <summary>What the stated errors explain of the scatter.</summary>
    public static IEnumerable<string[]> Budget(IReadOnlyList<EngineComparison> engines)
        => engines.SelectMany(engine => engine.Budgets.Select(pair => (string[])
            [
                ComparedParameters.LabelOf(pair.Key), engine.Engine, $"{pair.Value.Count}",
                Digits(pair.Value.Scatter), Digits(pair.Value.Explained), Digits(pair.Value.Ours),
                Digits(pair.Value.Theirs), pair.Value.Count == 0 ? "-" : Digits(pair.Value.Left),
            ]));

    private static string Cell(ComparisonScore score, ComparisonFigure figure)
    {
        var at = (int)figure;
        var value = score.Values[at];
        if (double.IsNaN(value))
        {
            return "-";
        }

        var half = (score.High[at] - score.Low[at]) / 2;
        var decimals = half > 0 ? Math.Clamp(1 - (int)Math.Floor(Math.Log10(half)), 0, 5) : 4;
        return double.IsNaN(half) ? Digits(value)
            : $"{Numbers.Fixed(value, decimals)} ± {Numbers.Fixed(half, decimals)}";
    }

    private static string Digits(double value) => Numbers.Significant(value, 3);
}
