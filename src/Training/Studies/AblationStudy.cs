using GaLNet.Output;
using GaLNet.Photometry.Statistics;
using GaLNet.Training.Evaluation;
using GaLNet.Training.Loop;

namespace GaLNet.Training.Studies;

/// <summary>What each part of our networks is worth: short trainings, each without one of them.</summary>
internal static class AblationStudy
{
    /// <summary>Trains and scores.</summary>
    /// <param name="variants">The trainings; the first is what the others are compared with.</param>
    /// <param name="mocks">Mocks to score on, crowded, and as many clean ones.</param>
    /// <param name="trainings">Does the trainings.</param>
    /// <param name="progress">Told a variant and the share done.</param>
    /// <param name="cancellationToken">Stops after the present step.</param>
    public static EvaluationReport Run(
        IReadOnlyList<StudyVariant> variants, int mocks, StudyTrainings trainings, Action<string, double> progress,
        CancellationToken cancellationToken)
    {
        // All trainings first: held-out mocks need not wait in memory for them.
        var states = variants.Select(variant => trainings.Train(
            variant.Plan, share => progress(variant.Name, share), cancellationToken)).ToArray();
        var samples = FormattableString.Invariant($"{variants[0].Plan.Samples} samples each");
        SetResult Score(bool isCrowded)
        {
            var heldOut = new Validation(mocks, isCrowded);
            var kind = isCrowded ? "crowded" : "clean";
            return new SetResult(
                new TestSet($"ablations-{kind}", $"{samples}, scored on {mocks} {kind} mocks of Table 1", []),
                [.. variants.Zip(states, (variant, state) => StudyScore.Of(variant, state, heldOut))]);
        }

        SetResult[] results = [Score(isCrowded: true), Score(isCrowded: false)];
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
        ("R², and how much it loses", Table(
            result, score => score.RSquared, (value, reference) => value - reference, 4)),
        ("fraction of outliers, and how much it gains", Table(
            result, score => score.OutlierFraction, (value, reference) => value - reference, 3)),
        ("NMAD, and its ratio to the reference's", Table(result, score => score.Nmad, null, 4)),
    ];

    // Differences carry a sign, ratios (where no difference is given) none.
    private static TextTable Table(
        SetResult result, Func<ParameterScore, double> value, Func<double, double, double>? difference, int decimals)
    {
        var table = new TextTable(["training", .. EngineResult.Parameters.Select(p => p.ShortName())]);
        var reference = result.Engines[0];
        foreach (var engine in result.Engines)
        {
            table.Add([engine.Answers.Engine, .. EngineResult.Parameters.Select(parameter =>
            {
                var (own, its) = (
                    value(engine.Scores.Parameters[parameter]), value(reference.Scores.Parameters[parameter]));
                var text = Numbers.Fixed(own, decimals);
                if (engine == reference) return text;
                return difference is null
                    ? $"{text} ({Numbers.Fixed(own / its, 2)})"
                    : $"{text} ({Signed(difference(own, its), decimals)})";
            })]);
        }

        return table;
    }

    private static string Signed(double value, int decimals)
        => (value < 0 ? "-" : "+") + Numbers.Fixed(Math.Abs(value), decimals);
}
