using GaLNet.Output;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Statistics;
using GaLNet.Training.Evaluation;
using GaLNet.Training.Loop;
using GaLNet.Training.Networks;

namespace GaLNet.Training.Studies;

/// <summary>Short trainings, one after another, and GaLNet-2's scores of each on the same held-out mocks.</summary>
internal static class TrainingStudy
{
    // Held-out mocks are the paper's: KiDS r at zero point 0.
    private const double PixelScaleArcsec = 0.2;
    private static readonly double SkySigmaMag = -2.5 * Math.Log10(MockNoise.KidsR.SkySigma);

    private static readonly ScoredParameter[] Binned = [ScoredParameter.Reff, ScoredParameter.Index];

    /// <summary>Trains and scores.</summary>
    /// <param name="title">What is studied.</param>
    /// <param name="variants">The trainings.</param>
    /// <param name="mocks">Crowded mocks to score on.</param>
    /// <param name="progress">Told a variant and the share done.</param>
    /// <param name="cancellationToken">Stops after the present step.</param>
    public static EvaluationReport Run(
        string title, IReadOnlyList<StudyVariant> variants, int mocks, Action<string, double> progress,
        CancellationToken cancellationToken)
    {
        var heldOut = new Validation(mocks, crowded: true);
        var results = variants
            .Select(variant => Train(variant, heldOut, share => progress(variant.Name, share), cancellationToken))
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

    private static EngineResult Train(
        StudyVariant variant, Validation heldOut, Action<double> progress, CancellationToken cancellationToken)
    {
        using var trainer = new Trainer(variant.Plan);
        while (!trainer.IsDone)
        {
            cancellationToken.ThrowIfCancellationRequested();
            trainer.Step(cancellationToken: cancellationToken);
            progress((double)trainer.Samples / variant.Plan.Samples);
        }

        using var predictor = new Predictor(trainer.Save(), variant.Plan.Half);
        var galaxies = new List<ScoredGalaxy>();
        var signal = new List<double>();
        foreach (var batch in heldOut.Batches)
        {
            var measured = predictor.Measure(batch, Heads.Seeing);
            for (var i = 0; i < measured.Length; i++)
            {
                galaxies.Add(new ScoredGalaxy(
                    batch.Truths[i].ToSky(PixelScaleArcsec, SkySigmaMag),
                    measured[i].ToSky(PixelScaleArcsec, SkySigmaMag)));
                signal.Add(batch.SignalToNoises[i]);
            }
        }

        return EngineResult.Of(
            new EngineAnswers(
                variant.Name, FormattableString.Invariant($"{variant.Plan.Samples} samples"), galaxies,
                new FitFlags[galaxies.Count], double.NaN), signal);
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
