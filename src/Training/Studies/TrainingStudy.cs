using GaLNet.Output;
using GaLNet.Photometry.Statistics;
using GaLNet.Training.Evaluation;
using GaLNet.Training.Loop;

namespace GaLNet.Training.Studies;

/// <summary>Short trainings, one after another, and GaLNet-2's scores of each on the same held-out mocks.</summary>
internal static class TrainingStudy
{
    private static readonly ScoredParameter[] Binned = [ScoredParameter.Reff, ScoredParameter.Index];

    /// <summary>Trains and scores.</summary>
    /// <param name="title">What is studied.</param>
    /// <param name="variants">The trainings.</param>
    /// <param name="mocks">Crowded mocks to score on.</param>
    /// <param name="trainings">Does the trainings.</param>
    /// <param name="progress">Told a variant and the share done.</param>
    /// <param name="cancellationToken">Stops after the present step.</param>
    public static EvaluationReport Run(
        string title, IReadOnlyList<StudyVariant> variants, int mocks, StudyTrainings trainings,
        Action<string, double> progress, CancellationToken cancellationToken)
    {
        var heldOut = new Validation(mocks, crowded: true);
        var results = variants
            .Select(variant => StudyScore.Of(
                variant,
                trainings.Train(variant.Plan, share => progress(variant.Name, share), cancellationToken), heldOut))
            .ToArray();
        var result = new SetResult(new TestSet("study", title, []), results);
        return new EvaluationReport
        {
            Sections = [(title, [.. EvaluationTables.OfStudy(result), ("bias in five intervals of the true value "
                + "(mean measured - mean true)", Biases(result))])],
            Figures = [.. Figures.Of(result)],
            Pictures = [result],
        };
    }

    private static TextTable Biases(SetResult result)
    {
        var table = new TextTable("parameter", "training", "1", "2", "3", "4", "5", "from", "to");
        foreach (var parameter in Binned)
        {
            foreach (var engine in result.Engines)
            {
                var bins = engine.Bins[parameter];
                if (bins.Count < 5) continue;
                table.Add(
                [
                    parameter.ShortName(), engine.Answers.Engine,
                    .. bins.Select(bin => Numbers.Fixed(bin.MeanMeasured - bin.MeanTruth, 3)),
                    Numbers.Fixed(bins[0].FromTruth, 2), Numbers.Fixed(bins[^1].ToTruth, 2),
                ]);
            }
        }

        return table;
    }
}
