using GaLNet.Training.Loop;
using GaLNet.Training.Networks;

namespace GaLNet.Training.Studies;

/// <summary>The trainings that the studies compare: our network at one small budget, one thing changed at a time.</summary>
internal static class StudyPlans
{
    /// <summary>Trained on shifted samples, always scored on the paper's (Appendix, Figure 12).</summary>
    public static IReadOnlyList<StudyVariant> Priors(long samples, ulong seed)
        => [.. Enum.GetValues<PriorShift>().Select(shift => new StudyVariant(
            StudyPriors.Title(shift), Base(samples, seed) with { Feed = Base(samples, seed).Feed with { Priors = shift } }))];

    /// <summary>The paper's three losses on the same network and mocks, and our own.</summary>
    public static IReadOnlyList<StudyVariant> Losses(long samples, ulong seed) =>
    [
        new("Huber 0.001", Base(samples, seed) with { PlainLoss = PlainLoss.Huber }),
        new("MSE", Base(samples, seed) with { PlainLoss = PlainLoss.MeanSquare }),
        new("MAE", Base(samples, seed) with { PlainLoss = PlainLoss.MeanAbsolute }),
        new("ours", Base(samples, seed)),
    ];

    /// <summary>Our networks with one part left out or replaced at a time; the first row is the reference.</summary>
    public static IReadOnlyList<StudyVariant> Ablations(long samples, ulong seed)
    {
        var full = Base(samples, seed);
        // The mean of the cosine's rates.
        var steady = full with { ConstantRate = true, PeakRate = 0.5 * full.PeakRate };
        StudyVariant Without(string name, LeftOut part) => new(name, full with { Without = part });
        return
        [
            new("reference", full),
            new("the same, another seed", Base(samples, seed + 1)),
            new("no PSF (GaLNet-1)", full, Heads.Blind),
            new("no shares of light", full with { LooksPastNeighbours = false }),
            Without("no second centroid", LeftOut.SecondCentroid),
            Without("no gains for sizes", LeftOut.SizeGains),
            Without("no gains for place and shape", LeftOut.Gains),
            Without("no moments and no gains", LeftOut.Moments),
            Without("angle for ellipticity, no gains for shape", LeftOut.Ellipticity),
            Without("rEff and n for their logarithms", LeftOut.Logarithms),
            Without("linear pixels", LeftOut.Compression),
            new("full resolution, 16-32-64-96", full with { Without = LeftOut.Halving, Widths = [16, 32, 64, 96] }),
            new("one orientation", full with { Feed = full.Feed with { Orient = false } }),
            new("constant rate", steady),
            new("constant rate, no weight averaging", steady, Averaged: false),
            new("no weight averaging", full, Averaged: false),
        ];
    }

    /// <summary>Ways to carry the same training out; the first row is the reference.</summary>
    public static IReadOnlyList<StudyVariant> Speeds(ulong seed)
    {
        var full = Base(1, seed);
        full = full with { Feed = full.Feed with { FirstPool = 1024, PoolSize = 2048 } };
        var together = full with { Replicas = 1, BatchSize = full.BatchSize * full.Replicas };
        var both = together with { ThreadsPerReplica = full.Replicas };
        return
        [
            new("bfloat16, channels last, two replicas of one thread", full),
            new("float32", full with { Half = false }),
            new("channels first", full with { ChannelsLast = false }),
            new("one network, two threads per operation", both),
            new("one network, one thread", together),
            new("float32, channels first, one network, two threads",
                both with { Half = false, ChannelsLast = false }),
            new("full resolution, 32-48-64-96", full with { Without = LeftOut.Halving }),
        ];
    }

    /// <summary>Our network on stamps of another side, with half the channels: 151 pixels cost six times 61.</summary>
    public static TrainingPlan OnStamps(int side, long samples, ulong seed)
    {
        var plan = Base(samples, seed);
        return plan with
        {
            Widths = [16, 24, 32, 48],
            // Large stamps take long to paint and much memory.
            Feed = plan.Feed with { StampSide = side, FirstPool = 1024, PoolSize = 4096, UsesPerRecord = 16 },
        };
    }

    // No wider sample: the studies are about the paper's.
    private static TrainingPlan Base(long samples, ulong seed)
    {
        var plan = Presets.Get("best", seed);
        return plan with
        {
            Preset = "study",
            Samples = samples,
            Feed = plan.Feed with { WideShare = 0, FirstPool = 4096, PoolSize = 16_384 },
        };
    }
}
