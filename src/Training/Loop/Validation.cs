using GaLNet.Inference;
using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Statistics;
using GaLNet.Training.Feed;
using GaLNet.Training.Networks;

namespace GaLNet.Training.Loop;

/// <summary>Mocks that training never sees, kept in memory, and the scores on them.</summary>
public sealed class Validation
{
    // Of another family than any training: seeds are scrambled before use.
    private const ulong HeldOut = 0x0E1D_0C7;
    private const double PixelScaleArcsec = 0.2;

    private static readonly double SkySigmaMag = -2.5 * Math.Log10(MockNoise.KidsR.SkySigma);

    private readonly List<TrainingBatch> _batches = [];

    /// <summary>Makes mocks of the paper's sample.</summary>
    /// <param name="count">How many, rounded up to whole batches of 100.</param>
    /// <param name="crowded">With neighbours, or alone.</param>
    /// <param name="seed">Family.</param>
    /// <param name="stampSide">Pixels per side of the stamps.</param>
    public Validation(
        int count, bool crowded, ulong seed = 0, int stampSide = NetworkContract.StampSize)
    {
        const int size = 100;
        var options = new FeedOptions
        {
            Seed = HeldOut + seed,
            BatchSize = size,
            StampSide = stampSide,
            PoolSize = count,
            FirstPool = count,
            // The window never moves: these mocks are all there are.
            UsesPerRecord = double.PositiveInfinity,
            WideShare = 0,
            CleanShare = crowded ? 0 : 1,
            MixedShare = 0,
            SkyJitter = 0,
        };
        using var pool = new RecordPool(options, 0);
        var maker = new BatchMaker(options, pool);
        for (var k = 0; k < (count + size - 1) / size; k++)
        {
            var batch = new TrainingBatch(size, stampSide);
            maker.Make(k, batch);
            _batches.Add(batch);
        }
    }

    /// <summary>The mocks.</summary>
    public IReadOnlyList<TrainingBatch> Batches => _batches;

    /// <summary>Scores of one head.</summary>
    public ScoreTable Score(Predictor predictor, Heads head)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        var galaxies = new List<ScoredGalaxy>();
        foreach (var batch in _batches)
        {
            var measured = predictor.Measure(batch, head);
            for (var i = 0; i < measured.Length; i++)
                galaxies.Add(new ScoredGalaxy(
                    batch.Truths[i].ToSky(PixelScaleArcsec, SkySigmaMag),
                    measured[i].ToSky(PixelScaleArcsec, SkySigmaMag)));
        }

        return ScoreTable.Of(galaxies);
    }
}
