using GaLNet.Output;
using GaLNet.Photometry.Statistics;
using GaLNet.Training.Loop;
using GaLNet.Training.Native;
using GaLNet.Training.Networks;

namespace GaLNet.Tests.Training;

/// <summary>Training learns, and goes on exactly where it stopped.</summary>
public sealed class TrainerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("galnet-train").FullName;

    public TrainerTests() => TorchNative.Prepare();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AResumedRunTakesTheSameSteps(bool asInPaper)
    {
        var plan = Tiny(asInPaper) with { Samples = 12 * 32 };
        var path = Path.Combine(_folder, "checkpoint.galnet");
        var whole = Losses(plan, null, 12, path);
        var first = Losses(plan, null, 5, path);
        var second = Losses(plan, Checkpoint.Read(path), 7, path);

        first.Losses.Concat(second.Losses).Should().Equal(whole.Losses);
        second.State.Weights.Should().Equal(whole.State.Weights);
        second.State.Averaged.Should().Equal(whole.State.Averaged);
        second.State.Running.Should().Equal(whole.State.Running);
    }

    [Fact]
    public void ANewTrainingBeginsWithTheAveragedWeightsOfAnother()
    {
        var path = Path.Combine(_folder, "checkpoint.galnet");
        var first = Losses(Tiny(false) with { Samples = 12 * 32 }, null, 12, path).State;
        var other = Tiny(false) with { Seed = 12, Samples = 12 * 32, After = first.Plan };

        using (var trainer = new Trainer(other, Checkpoint.Read(path)))
        {
            trainer.Samples.Should().Be(0);
            trainer.Save().Weights.Should().Equal(first.Averaged);
            trainer.Save().GradientMean.Should().OnlyContain(value => value == 0);
            trainer.Save().Scale.Mean.Should().Equal(first.Scale.Mean);
        }

        // What it writes goes on as its own training.
        var whole = Losses(other, Checkpoint.Read(path), 4, Path.Combine(_folder, "whole.galnet"));
        var half = Path.Combine(_folder, "half.galnet");
        Losses(other, Checkpoint.Read(path), 2, half);
        var resumed = Losses(Checkpoint.Read(half).Plan, Checkpoint.Read(half), 2, half);
        resumed.State.Weights.Should().Equal(whole.State.Weights);
    }

    [Fact]
    public void AShortTrainingLearns()
    {
        var plan = Presets.Get("smoke", 3) with { Samples = 6_400, Widths = [16, 16, 16, 16] };
        using var trainer = new Trainer(plan with { Feed = plan.Feed with { FirstPool = 1024, PoolSize = 2048 } });
        var losses = new List<double>();
        while (!trainer.IsDone)
            losses.Add(trainer.Step(wantsLoss: true, TestContext.Current.CancellationToken));
        using var predictor = new Predictor(trainer.Save(), half: true);
        var table = new Validation(300, crowded: false, seed: 5).Score(predictor, Heads.Seeing);

        // The loss is another one in the first tenth, before errors are predicted.
        var predicting = losses[(losses.Count / 10 + 1)..];
        predicting[^5..].Average().Should().BeLessThan(0.8 * predicting[..5].Average());
        table.Parameters[ScoredParameter.Mag].RSquared.Should().BeGreaterThan(0.9);
        table.Parameters[ScoredParameter.X].RSquared.Should().BeGreaterThan(0.9);
        table.Parameters[ScoredParameter.Reff].RSquared.Should().BeGreaterThan(0.3);
    }

    [Theory]
    [InlineData(LeftOut.Moments, 61)]
    [InlineData(LeftOut.Ellipticity, 61)]
    [InlineData(LeftOut.Logarithms | LeftOut.SizeGains, 61)]
    [InlineData(LeftOut.Compression | LeftOut.SecondCentroid, 61)]
    [InlineData(LeftOut.Halving, 61)]
    [InlineData(LeftOut.None, 101)]
    [InlineData(LeftOut.None, 151)]
    public void WhatStudiesLeaveOutOrEnlargeTrainsAndAnswers(LeftOut without, int side)
    {
        var tiny = Tiny(false);
        var plan = tiny with
        {
            Samples = 3 * 32, Without = without, Feed = tiny.Feed with { StampSide = side, FirstPool = 64, PoolSize = 64 },
        };
        var (losses, state) = Losses(plan, null, 3, Path.Combine(_folder, "left-out.galnet"));
        losses.Should().OnlyContain(loss => double.IsFinite(loss));
        using var predictor = new Predictor(Checkpoint.Read(Path.Combine(_folder, "left-out.galnet")), half: false);
        var mocks = new Validation(100, crowded: true, stampSide: side);
        predictor.Measure(mocks.Batches[0], Heads.Seeing).Should().OnlyContain(
            galaxy => double.IsFinite(galaxy.ReffPix) && galaxy.PaDeg >= 0 && galaxy.PaDeg < 180);
        // The same galaxies, whatever the stamp.
        mocks.Batches[0].Truths.Should().Equal(new Validation(100, crowded: true).Batches[0].Truths);
        state.Architecture.Should().NotBe(Presets.NetworkOf(tiny).Architecture);
    }

    [Fact]
    public void ACheckpointOfAnotherArchitectureIsRefused()
    {
        var path = Path.Combine(_folder, "other.galnet");
        using var trainer = new Trainer(Tiny(false));
        Checkpoint.Write(path, trainer.Save() with { Architecture = "best-0 1-2-3-4" });

        var reading = () => Checkpoint.Read(path);

        reading.Should().Throw<CommandFailedException>().WithMessage("*best-0 1-2-3-4*best-1 8-8-8-8*");
    }

    [Fact]
    public void DamagedCheckpointsAreRefused()
    {
        var path = Path.Combine(_folder, "cut.galnet");
        using (var trainer = new Trainer(Tiny(false))) Checkpoint.Write(path, trainer.Save());
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^100]);
        var text = Path.Combine(_folder, "text.galnet");
        File.WriteAllText(text, "not a checkpoint at all");

        FluentRefusal(path, "cut short");
        FluentRefusal(text, "not a checkpoint");
        FluentRefusal(Path.Combine(_folder, "none.galnet"), "does not exist");
    }

    private static void FluentRefusal(string path, string why)
    {
        var reading = () => Checkpoint.Read(path);
        reading.Should().Throw<CommandFailedException>().WithMessage($"*{why}*");
    }

    private static TrainingPlan Tiny(bool asInPaper)
    {
        var plan = Presets.Get(asInPaper ? "paper" : "smoke", 11);
        return plan with
        {
            BatchSize = 16,
            Widths = [8, 8, 8, 8],
            Feed = plan.Feed with { FirstPool = 128, PoolSize = 256 },
        };
    }

    private static (List<double> Losses, TrainingState State) Losses(
        TrainingPlan plan, TrainingState? from, int steps, string path)
    {
        using var trainer = new Trainer(plan, from);
        var losses = new List<double>();
        for (var i = 0; i < steps; i++) losses.Add(trainer.Step(wantsLoss: true));
        Checkpoint.Write(path, trainer.Save());
        return (losses, trainer.Save());
    }
}
