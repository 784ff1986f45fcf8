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
    private static readonly Knots Signal = new(Math.Log(50), Math.Log(1600), 9);
    // From a stamp without visible neighbours to one with five magnitudes' worth of the sky's noise in them.
    private static readonly Knots Crowding = new(Math.Log(4), Math.Log(1500), 7);
    // Fewer mocks than this around a knot say little about a 95 % quantile: the window widens until it holds as many.
    private const int FewestAtKnot = 600;

    /// <summary>The calibration of one head.</summary>
    public static Calibration Measure(Predictor predictor, Heads head, IEnumerable<TrainingBatch> mocks)
        => Fit(mocks.SelectMany(batch => Errors(predictor, head, batch)));

    /// <summary>Errors of one head on a batch, in units of its own scales.</summary>
    public static IEnumerable<ScaledError> Errors(Predictor predictor, Heads head, TrainingBatch batch)
    {
        var sky = SkyBatch.Of(batch, MockNoise.KidsR.SkySigma, 0, 0.2);
        var answer = predictor.Answer(sky, head, Calibration.None);
        for (var i = 0; i < batch.Size; i++)
            yield return new ScaledError(
                answer.SignalToNoises[i], answer.Crowding[i], Scaled(answer, sky.Truths[i], i));
    }

    /// <summary>The table that makes intervals hold what they say on galaxies with these errors.</summary>
    public static Calibration Fit(IEnumerable<ScaledError> errors)
    {
        var placed = errors.Select(e => (
            Signal: Signal.Held(Math.Log(e.SignalToNoise)),
            Crowding: Crowding.Held(Math.Log(e.Crowding + Calibration.LeastCrowding)), e.Sizes)).ToArray();
        var factors68 = new float[Signal.Count * Crowding.Count * Parameters];
        var factors95 = new float[factors68.Length];
        Parallel.For(0, Signal.Count * Crowding.Count, row =>
        {
            var (signal, crowding) = (Signal[row / Crowding.Count], Crowding[row % Crowding.Count]);
            var away = Array.ConvertAll(placed, e => Math.Max(
                Math.Abs(e.Signal - signal) / Signal.Step, Math.Abs(e.Crowding - crowding) / Crowding.Step));
            var reach = 0.5;
            while (away.Count(distance => distance < reach) < Math.Min(FewestAtKnot, away.Length)) reach *= 1.15;
            var around = placed.Where((_, i) => away[i] < reach).ToArray();
            for (var k = 0; k < Parameters; k++)
            {
                var sizes = around.Select(e => e.Sizes[k]).Order().ToArray();
                factors68[row * Parameters + k] = Quantile(sizes, 0.683);
                factors95[row * Parameters + k] = Quantile(sizes, 0.95);
            }
        });
        return new Calibration(Signal, Crowding, factors68, factors95);
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

    private static float Quantile(float[] sorted, double share)
        => sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
}
