using GaLNet.Training.Export;
using GaLNet.Training.Loop;
using GaLNet.Training.Native;
using GaLNet.Training.Networks;
using TorchSharp;

namespace GaLNet.Tests.Training;

/// <summary>Intervals hold what they say, whatever the network's scales do with S/N and crowding.</summary>
public sealed class CalibrationTests
{
    private const int Parameters = 7, Mocks = 40_000;

    public CalibrationTests() => TorchNative.Prepare();

    [Fact]
    public void IntervalsHoldWhatTheySayInEveryCorner()
    {
        var calibration = Calibrator.Fit(Draw(new Random(1)));
        var fresh = Draw(new Random(2)).ToArray();

        var (half68, half95) = HalfWidths(calibration, fresh);

        foreach (var (from, to) in new[] { (0.0, 75.0), (75, 140), (140, 1e9) })
        {
            foreach (var isCrowded in new[] { false, true })
            {
                int[] inside = [.. Enumerable.Range(0, fresh.Length).Where(i =>
                    fresh[i].SignalToNoise >= from && fresh[i].SignalToNoise < to
                    && fresh[i].Crowding > 60 == isCrowded)];
                inside.Length.Should().BeGreaterThan(2000);
                for (var k = 0; k < Parameters; k++)
                {
                    double Share(float[] half)
                        => inside.Count(i => fresh[i].Sizes[k] <= half[i * Parameters + k]) / (double)inside.Length;
                    Share(half68).Should().BeApproximately(0.683, 0.03, "parameter {0} at S/N {1}", k, from);
                    Share(half95).Should().BeApproximately(0.95, 0.02, "parameter {0} at S/N {1}", k, from);
                }
            }
        }
    }

    [Fact]
    public void NeighboursAreSeenWithAndWithoutShares()
    {
        // A trained network is not needed: logits that are right take the part of its estimate.
        var clean = new Validation(300, crowded: false, seed: 5).Batches;
        var crowded = new Validation(300, crowded: true, seed: 5).Batches;

        float[] Of(IReadOnlyList<GaLNet.Training.Feed.TrainingBatch> batches, bool byShares)
        {
            using var scope = torch.NewDisposeScope();
            using var noGradient = torch.no_grad();
            using var store = new WeightStore(new WeightPlan(), 0, torch.CPU);
            using var views = store.Views();
            var ops = new TorchOps(views, torch.CPU, trains: false, half: false);
            return [.. batches.SelectMany(batch =>
            {
                var stamp = torch.tensor(batch.Stamps, [batch.Size, 61, 61]);
                var share = torch.tensor(batch.Shares, [batch.Size, 225]).clamp(1e-4f, 1 - 1e-4f);
                return (byShares
                    ? Crowding.OfShares(ops, stamp, share.logit()) : Crowding.OfAsymmetry(ops, stamp))
                    .data<float>().ToArray();
            })];
        }

        foreach (var byShares in new[] { true, false })
        {
            var (without, with) = (Of(clean, byShares), Of(crowded, byShares));
            with.Zip(without, (a, b) => a > b).Count(isMore => isMore)
                .Should().BeGreaterThan(240, "neighbours shine ({0})", byShares ? "shares" : "asymmetry");
            without.Should().OnlyContain(light => light >= 0);
        }

        // Known shares leave no light of the target in it, but for noise where the target is next to nothing.
        Of(clean, byShares: true).Order().ElementAt(150).Should().BeLessThan(1);
    }

    // Errors whose scales are too wide on empty stamps and, on crowded ones, too narrow where S/N is high.
    private static IEnumerable<ScaledError> Draw(Random random)
    {
        for (var i = 0; i < Mocks; i++)
        {
            var signal = 50 * Math.Pow(12, random.NextDouble());
            var crowding = Math.Exp(8 * random.NextDouble()) - 1;
            var scale = 0.7 + 0.1 * Math.Log(1 + crowding) * Math.Sqrt(signal / 100);
            yield return new ScaledError(
                signal, crowding,
                [.. Enumerable.Range(0, Parameters).Select(k => (float)(scale * -Math.Log(1 - random.NextDouble())))]);
        }
    }

    private static (float[] Half68, float[] Half95) HalfWidths(Calibration calibration, ScaledError[] errors)
    {
        using var scope = torch.NewDisposeScope();
        using var store = new WeightStore(new WeightPlan(), 0, torch.CPU);
        using var views = store.Views();
        var ops = new TorchOps(views, torch.CPU, trains: false, half: false);
        torch.Tensor Column(Func<ScaledError, double> of)
            => torch.tensor(errors.Select(e => (float)of(e)).ToArray(), [errors.Length, 1]);
        var (half68, half95) = calibration.Apply(
            ops, torch.ones(errors.Length, Parameters), Column(e => e.SignalToNoise), Column(e => e.Crowding));
        return (half68.data<float>().ToArray(), half95.data<float>().ToArray());
    }
}
