using GaLNet.Training.Feed;
using GaLNet.Training.Networks;

namespace GaLNet.Training.Loop;

/// <summary>Ready-made trainings, each with its price.</summary>
public static class Presets
{
    /// <summary>Seed of the shipped networks.</summary>
    public const ulong DefaultSeed = 20_261_122;

    /// <summary>Names with what they cost on two CPU cores.</summary>
    public static IReadOnlyList<(string Name, string Cost)> All { get; } =
    [
        ("smoke", "24,000 samples, under 2 minutes: that it runs and learns"),
        ("paper", "420,000 samples, about 10 minutes: the paper's networks, loss and optimiser"),
        ("best", "3,600,000 samples, about 50 minutes: our networks; the shipped ones went on from there (docs/training.md)"),
    ];

    /// <summary>The plan of a preset.</summary>
    public static TrainingPlan Get(string name, ulong seed) => name switch
    {
        "smoke" => new TrainingPlan
        {
            Preset = name,
            Seed = seed,
            Samples = 24_000,
            Widths = [16, 24, 32, 48],
            Feed = Feed(seed) with { FirstPool = 2048, PoolSize = 8192, WideShare = 0 },
        },
        "paper" => new TrainingPlan
        {
            Preset = name,
            Seed = seed,
            Samples = 420_000,
            AsInPaper = true,
            WeightDecay = 0,
            PeakRate = 1e-3,
            Feed = Feed(seed) with { WideShare = 0 },
        },
        "best" => new TrainingPlan { Preset = name, Seed = seed, Samples = 3_600_000, Feed = Feed(seed) },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Presets are smoke, paper and best."),
    };

    /// <summary>The network that a plan trains.</summary>
    public static INetwork NetworkOf(TrainingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.AsInPaper
            ? new PaperNetwork(plan.Widths)
            : new BestNetwork(plan.Widths, plan.LooksPastNeighbours, plan.Without, plan.Feed.StampSide);
    }

    private static FeedOptions Feed(ulong seed) => new() { Seed = seed };
}
