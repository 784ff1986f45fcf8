using GaLNet.Output;
using GaLNet.Photometry.Statistics;
using GaLNet.Training.Evaluation;
using GaLNet.Training.Loop;

namespace GaLNet.Training.Studies;

/// <summary>
/// Our network on stamps of 61, 101 and 151 pixels: trained on the same galaxies for as many samples, and scored on the
/// same held-out galaxies, by their size. All maps of the network follow the stamp; the windows of moments stay.
/// </summary>
internal static class StampNetworkStudy
{
    private static readonly ScoredParameter[] Shown =
    [
        ScoredParameter.X, ScoredParameter.Mag, ScoredParameter.Reff, ScoredParameter.AxisRatio, ScoredParameter.Index,
    ];

    private static readonly string[] Kinds = ["crowded", "clean"];

    /// <summary>Trains and scores.</summary>
    /// <param name="samples">Samples of each training.</param>
    /// <param name="mocks">Mocks to score on, crowded, and as many clean ones.</param>
    /// <param name="seed">Seed of the trainings.</param>
    /// <param name="trainings">Does the trainings.</param>
    /// <param name="progress">Told a variant and the share done.</param>
    /// <param name="cancellationToken">Stops after the present step.</param>
    public static EvaluationReport Run(
        long samples, int mocks, ulong seed, StudyTrainings trainings, Action<string, double> progress,
        CancellationToken cancellationToken)
    {
        StudyVariant[] variants = [.. StampSizeStudy.Sides.Select(side => new StudyVariant(
            FormattableString.Invariant($"{side}"), StudyPlans.OnStamps(side, samples, seed)))];
        var states = variants.Select(variant => trainings.Train(
            variant.Plan, share => progress($"network on {variant.Name} pixels", share), cancellationToken)).ToArray();
        var results = Kinds.Select(kind =>
        {
            var title = FormattableString.Invariant(
                $"networks after {samples} samples each, scored on {mocks} {kind} mocks");
            return new SetResult(
                new TestSet($"stamps-{kind}", title, []),
                [.. variants.Zip(states, (variant, state) => StudyScore.Of(
                    variant, state, new Validation(mocks, kind == Kinds[0], stampSide: variant.Plan.Feed.StampSide)))]);
        }).ToArray();
        return new EvaluationReport
        {
            Sections =
            [
                .. results.Select(result => (result.Set.Title, Tables(result))),
                ("What the trainings cost", [("rate of each, mocks included", TrainingCosts.Of(variants, states))]),
            ],
            Figures = [.. results.SelectMany(Figures.Of)],
        };
    }

    private static IReadOnlyList<(string, TextTable)> Tables(SetResult result) =>
    [
        ("NMAD (in brackets: over that of 61 pixels)", Table(result, of => ErrorStatistics.Nmad(
            [.. of.Select(pair => pair.Measured)], [.. of.Select(pair => pair.Truth)]), isRatio: true)),
        ("median of measured - true", Table(result, of => ErrorStatistics.Median(
            [.. of.Select(pair => pair.Measured - pair.Truth)]), isRatio: false)),
    ];

    private static TextTable Table(
        SetResult result, Func<IReadOnlyList<(double Truth, double Measured)>, double> statistic, bool isRatio)
    {
        var table = new TextTable(
            ["pixels", "galaxies with", "number", .. Shown.Select(parameter => parameter.ShortName())]);
        foreach (var engine in result.Engines)
        {
            foreach (var (name, from, to) in SizeClasses.All)
            {
                double Value(EngineResult of, ScoredParameter p) => statistic(
                    [.. Inside(of, from, to).Select(g => (g.Truth[p], g.Comparable(p)))]);
                table.Add(
                [
                    engine.Answers.Engine, name, $"{Inside(engine, from, to).Count()}",
                    .. Shown.Select(p => Numbers.Fixed(Value(engine, p), 4) + (isRatio && engine != result.Engines[0]
                        ? $" ({Numbers.Fixed(Value(engine, p) / Value(result.Engines[0], p), 2)})" : "")),
                ]);
            }
        }

        return table;
    }

    private static IEnumerable<ScoredGalaxy> Inside(EngineResult engine, double from, double to)
        => engine.Answers.Galaxies.Where(g => g.Truth.ReffArcsec >= from && g.Truth.ReffArcsec < to);
}
