using GaLNet.Inference;
using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Statistics;
using GaLNet.Training.Feed;
using GaLNet.Training.Loop;
using GaLNet.Training.Networks;

namespace GaLNet.Training.Export;

/// <summary>Measures, on mocks that training never saw, by what factors error scales must grow or shrink.</summary>
internal static class Calibrator
{
    private const int Parameters = NetworkContract.ParameterCount, PaColumn = 5;
    private const double FirstSignal = 50, LastSignal = 1600;
    private const int Knots = 9;
    // Fewer mocks than this around a knot say little about a 95 % quantile: the window widens until it holds as many.
    private const int FewestAtKnot = 600;
    private static readonly double FirstKnot = Math.Log(FirstSignal);
    private static readonly double Step = (Math.Log(LastSignal) - FirstKnot) / (Knots - 1);

    /// <summary>The calibration of one head.</summary>
    public static Calibration Measure(Predictor predictor, Heads head, IEnumerable<TrainingBatch> mocks)
    {
        var errors = new List<(double LogSignal, float[] Scaled)>();
        foreach (var batch in mocks)
        {
            var sky = SkyBatch.Of(batch, MockNoise.KidsR.SkySigma, 0, 0.2);
            var answer = predictor.Answer(sky, head, Calibration.None);
            for (var i = 0; i < batch.Size; i++)
                errors.Add((Math.Log(answer.SignalToNoises[i]), Scaled(answer, sky.Truths[i], i)));
        }

        errors.Sort((a, b) => a.LogSignal.CompareTo(b.LogSignal));
        var factors68 = new float[Knots * Parameters];
        var factors95 = new float[Knots * Parameters];
        for (var knot = 0; knot < Knots; knot++)
        {
            var around = Around(errors, FirstKnot + knot * Step);
            for (var k = 0; k < Parameters; k++)
            {
                var sizes = around.Select(e => e.Scaled[k]).Order().ToArray();
                factors68[knot * Parameters + k] = Quantile(sizes, 0.683);
                factors95[knot * Parameters + k] = Quantile(sizes, 0.95);
            }
        }

        return new Calibration(FirstKnot, Step, factors68, factors95);
    }

    private static float[] Scaled(SkyAnswer answer, GalaxyParameters truth, int i)
    {
        double[] truths =
        [
            truth.XArcsec, truth.YArcsec, truth.Mag, truth.ReffArcsec, truth.AxisRatio, truth.PaDeg, truth.Index,
        ];
        var scaled = new float[Parameters];
        for (var k = 0; k < Parameters; k++)
        {
            var value = answer.Parameters[i * Parameters + k];
            var difference = k == PaColumn
                ? PositionAngles.Near(value, truths[k]) - truths[k]
                : value - truths[k];
            scaled[k] = (float)(Math.Abs(difference) / answer.Errors[i * Parameters + k]);
        }

        return scaled;
    }

    private static List<(double LogSignal, float[] Scaled)> Around(
        List<(double LogSignal, float[] Scaled)> errors, double centre)
    {
        for (var reach = 0.75 * Step; ; reach *= 1.3)
        {
            var inside = errors.FindAll(e => Math.Abs(e.LogSignal - centre) < reach);
            if (inside.Count >= FewestAtKnot || inside.Count == errors.Count) return inside;
        }
    }

    private static float Quantile(float[] sorted, double share)
        => sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
}
