using GaLNet.Output;
using GaLNet.Sky.Fits;
using GaLNet.Training.Feed;
using GaLNet.Training.Loop;

namespace GaLNet.Tests.Training;

/// <summary>Mocks on the user's own sky and with the user's own PSFs.</summary>
public sealed class RealSkyTests : IDisposable
{
    private const int Width = 320, Height = 260;
    private readonly string _folder = Directory.CreateTempSubdirectory("galnet-sky").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void StampsHaveTheImagesOwnNoiseAndNoOther()
    {
        var sky = new RealSkyOptions
        {
            Backgrounds = [Sky()], PairPsf = false, ZeroPoint = 25, Gain = 60, PixelScaleArcsec = 0.2,
        };
        using var feed = new MockFeed(Small with { RealSky = sky });
        double squares = 0, products = 0, count = 0;
        for (var k = 0; k < 12; k++)
        {
            var batch = feed.Take(TestContext.Current.CancellationToken);
            for (var i = 0; i < batch.Size; i++)
            {
                if (batch.Truths[i].ReffPix * batch.Truths[i].Index > 6) continue;
                // Two rows far from the target.
                var rows = batch.Stamps.AsSpan(i * 3721, 122);
                for (var p = 0; p < 60; p++)
                {
                    squares += rows[p] * rows[p];
                    products += rows[p] * rows[p + 1];
                    count++;
                }
            }

            feed.Return(batch);
        }

        count.Should().BeGreaterThan(3000);
        // Of unit variance, once; and neighbouring pixels share their noise, which no drawn sky has them do.
        (squares / count).Should().BeInRange(0.85, 1.2);
        (products / squares).Should().BeApproximately(0.5, 0.12);
    }

    [Fact]
    public void PsfsAreThoseOfTheFolder()
    {
        foreach (var (name, sigma) in new[] { ("a", 1.4), ("b", 2.0) })
        {
            var pixels = new float[31 * 31];
            for (var p = 0; p < pixels.Length; p++)
                pixels[p] = (float)Math.Exp(
                    -0.5 * (Math.Pow(p % 31 - 15, 2) + Math.Pow(p / 31 - 15, 2)) / (sigma * sigma));
            FitsImageWriter.Write(Path.Combine(_folder, $"{name}.fits"), pixels, 31, 31);
        }

        using var feed = new MockFeed(Small with { RealSky = new RealSkyOptions { Psfs = _folder } });
        var batch = feed.Take(TestContext.Current.CancellationToken);

        var peaks = Enumerable.Range(0, batch.Size).Select(i => batch.Psfs[i * 625 + 312]).ToArray();
        foreach (var (sigma, at) in new[] { (1.4, peaks.Max()), (2.0, peaks.Min()) })
            at.Should().BeApproximately((float)(1 / (2 * Math.PI * sigma * sigma)), 1e-3f);
        peaks.Select(peak => Math.Round(peak, 3)).Distinct().Should().HaveCount(2);
    }

    [Fact]
    public void ACheckpointKeepsItsSkyAndATrainingRunsOnIt()
    {
        var plan = Presets.Get("smoke", 4);
        plan = plan with
        {
            Samples = 64, BatchSize = 32, Replicas = 1, Widths = [8, 8, 8, 8],
            Feed = plan.Feed with
            {
                FirstPool = 64, PoolSize = 64,
                RealSky = new RealSkyOptions
                {
                    Backgrounds = [Sky()], PairPsf = false, ZeroPoint = 25, Gain = 60, PixelScaleArcsec = 0.2,
                },
            },
        };
        using var trainer = new Trainer(plan);
        while (!trainer.IsDone)
            double.IsFinite(trainer.Step(wantsLoss: true, TestContext.Current.CancellationToken)).Should().BeTrue();
        var path = Path.Combine(_folder, "checkpoint.galnet");
        Checkpoint.Write(path, trainer.Save());

        Checkpoint.Read(path).Plan.Feed.RealSky.Should().BeEquivalentTo(plan.Feed.RealSky);
    }

    [Theory]
    [InlineData("does not exist", "nothing.fits")]
    [InlineData("tells no gain", "sky.fits")]
    public void WhatCannotBeUsedIsOneSentence(string words, string name)
    {
        Sky();
        var sky = new RealSkyOptions
        {
            Backgrounds = [Path.Combine(_folder, name)], PairPsf = false, ZeroPoint = 25, PixelScaleArcsec = 0.2,
        };
        FluentActions.Invoking(() => new MockFeed(Small with { RealSky = sky }).Dispose())
            .Should().Throw<CommandFailedException>()
            .Which.Message.Should().Contain(name).And.Contain(words).And.NotContain("\n");
    }

    private static FeedOptions Small { get; } = new()
    {
        Seed = 7, BatchSize = 16, PoolSize = 96, FirstPool = 96, UsesPerRecord = 4, WideShare = 0, CleanShare = 0,
        SkyJitter = 0,
    };

    // Noise of unit variance that squares of two pixels share.
    private string Sky()
    {
        var random = new Random(3);
        var pixels = new float[Width * Height];
        for (var y = 0; y < Height; y += 2)
        {
            for (var x = 0; x < Width; x += 2)
            {
                var noise = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()))
                    * Math.Cos(2 * Math.PI * random.NextDouble());
                foreach (var at in new[] { 0, 1, Width, Width + 1 }) pixels[y * Width + x + at] = (float)(100 + noise);
            }
        }

        var path = Path.Combine(_folder, "sky.fits");
        FitsImageWriter.Write(path, pixels, Width, Height);
        return path;
    }
}
