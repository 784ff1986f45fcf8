using GaLNet.Training.Feed;

namespace GaLNet.Tests.Training;

/// <summary>Batches are the same bytes however they are made.</summary>
public sealed class FeedTests
{
    private static readonly FeedOptions Small = new()
    {
        Seed = 7, BatchSize = 16, PoolSize = 96, FirstPool = 48, UsesPerRecord = 2,
    };

    [Fact]
    public void PaintersDoNotChangeBatches()
    {
        var alone = Batches(Small with { Painters = 0 }, 0, 12);
        var helped = Batches(Small with { Painters = 2 }, 0, 12);

        for (var k = 0; k < alone.Count; k++) helped[k].Should().Equal(alone[k], "batch {0}", k);
    }

    [Fact]
    public void ALaterStartGivesTheSameBatches()
    {
        var all = Batches(Small, 0, 14);
        var late = Batches(Small, 10, 4);

        for (var k = 0; k < late.Count; k++) late[k].Should().Equal(all[10 + k], "batch {0}", 10 + k);
    }

    [Fact]
    public void AnotherSeedGivesOtherBatches()
        => Batches(Small with { Seed = 8 }, 0, 1)[0].Should().NotEqual(Batches(Small, 0, 1)[0]);

    [Fact]
    public void NoiseHasUnitVarianceOnEmptySky()
    {
        using var feed = new MockFeed(Small with { CleanShare = 1, WideShare = 0, SkyJitter = 0 });
        var batch = feed.Take(TestContext.Current.CancellationToken);
        double sum = 0, squares = 0;
        var count = 0;
        for (var i = 0; i < batch.Size; i++)
        {
            if (batch.Truths[i].ReffPix * batch.Truths[i].Index > 6) continue;
            // The first two rows, far from the target.
            foreach (var pixel in batch.Stamps.AsSpan(i * 3721, 122))
            {
                sum += pixel;
                squares += pixel * pixel;
                count++;
            }
        }

        count.Should().BeGreaterThan(500);
        // Five standard errors.
        (sum / count).Should().BeApproximately(0, 5 / Math.Sqrt(count) + 0.05);
        (squares / count).Should().BeApproximately(1, 5 * Math.Sqrt(2.0 / count) + 0.02);
    }

    [Fact]
    public void SharesFollowTheLight()
    {
        var target = new float[61 * 61];
        var other = new float[61 * 61];
        target[4 * 61 + 4] = 300;
        other[4 * 61 + 5] = 100;
        var shares = new float[225];
        var weights = new float[225];

        LightShare.Measure(target, other, 0, shares, weights);

        shares[16].Should().BeApproximately(0.75f, 1e-5f);
        weights[16].Should().BeApproximately(400f / 408, 1e-5f);
        weights[17].Should().BeLessThan(1e-5f);
    }

    private static List<float[]> Batches(FeedOptions options, long first, int count)
    {
        using var feed = new MockFeed(options, first);
        var batches = new List<float[]>();
        for (var k = 0; k < count; k++)
        {
            var batch = feed.Take();
            batches.Add([.. batch.Stamps, .. batch.Psfs, .. batch.Shares, batch.GainSigmas[3]]);
            feed.Return(batch);
        }

        return batches;
    }
}
