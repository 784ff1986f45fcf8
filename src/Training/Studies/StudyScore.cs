using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Statistics;
using GaLNet.Training.Evaluation;
using GaLNet.Training.Loop;

namespace GaLNet.Training.Studies;

/// <summary>What a trained variant makes of held-out mocks.</summary>
internal static class StudyScore
{
    // Held-out mocks are the paper's: KiDS r at zero point 0.
    private const double PixelScaleArcsec = 0.2;
    private static readonly double SkySigmaMag = -2.5 * Math.Log10(MockNoise.KidsR.SkySigma);

    /// <summary>Scores one variant.</summary>
    /// <param name="variant">Which network of the training.</param>
    /// <param name="state">The training.</param>
    /// <param name="heldOut">The mocks.</param>
    public static EngineResult Of(StudyVariant variant, TrainingState state, Validation heldOut)
    {
        var scored = variant.Averaged ? state : state with { Averaged = state.Weights };
        using var predictor = new Predictor(scored, variant.Plan.Half);
        var galaxies = new List<ScoredGalaxy>();
        var signal = new List<double>();
        foreach (var batch in heldOut.Batches)
        {
            var measured = predictor.Measure(batch, variant.Head);
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
}
