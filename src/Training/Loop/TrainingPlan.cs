using GaLNet.Training.Feed;
using GaLNet.Training.Networks;
using GaLNet.Training.Studies;

namespace GaLNet.Training.Loop;

/// <summary>Everything that decides what a training does; kept in its checkpoints.</summary>
public sealed record TrainingPlan
{
    /// <summary>Name of the preset it came from.</summary>
    public required string Preset { get; init; }
    /// <summary>Seed of weights and mocks.</summary>
    public required ulong Seed { get; init; }
    /// <summary>Samples to learn from; 0 until <see cref="Minutes"/> is turned into samples.</summary>
    public required long Samples { get; init; }
    /// <summary>Minutes to learn, turned into samples by the rate of the first seconds; null where not given.</summary>
    public double? Minutes { get; init; }
    /// <summary>True: Huber loss and Adam as in the paper; false: our loss and AdamW.</summary>
    public bool AsInPaper { get; init; }
    /// <summary>A loss of the paper's comparison in place of ours; null but in studies.</summary>
    public PlainLoss? PlainLoss { get; init; }
    /// <summary>Channels per block; null for the network's own.</summary>
    public int[]? Widths { get; init; }
    /// <summary>Copies of the network that learn side by side, each on its own batch.</summary>
    public int Replicas { get; init; } = 2;
    /// <summary>Samples per replica and step.</summary>
    public int BatchSize { get; init; } = 64;
    /// <summary>Learning rate at its peak.</summary>
    public double PeakRate { get; init; } = 2e-3;
    /// <summary>Share of the samples over which the rate rises.</summary>
    public double WarmUp { get; init; } = 0.02;
    /// <summary>
    /// The training whose averaged weights this one begins with; null where they begin at random. Errors are then
    /// predicted from the first step on.
    /// </summary>
    public TrainingPlan? After { get; init; }
    /// <summary>Weight of GaLNet-1's loss beside GaLNet-2's; below 1 the common trunk serves GaLNet-2 first.</summary>
    public double BlindWeight { get; init; } = 1;
    /// <summary>Weight decay per step over the rate.</summary>
    public double WeightDecay { get; init; } = 1e-4;
    /// <summary>Longest gradient.</summary>
    public double MostGradient { get; init; } = 5;
    /// <summary>Decay of the running mean of weights, every fourth step.</summary>
    public double AverageDecay { get; init; } = 0.998;
    /// <summary>Weight of the loss of the light's shares.</summary>
    public double ShareWeight { get; init; } = 0.3;
    /// <summary>False leaves out the estimate of which light is the target's.</summary>
    public bool LooksPastNeighbours { get; init; } = true;
    /// <summary>What else of our networks is left out; nothing but in studies.</summary>
    public LeftOut Without { get; init; }
    /// <summary>True: the rate stays at its peak from the first step to the last.</summary>
    public bool ConstantRate { get; init; }
    /// <summary>Convolutions in bfloat16.</summary>
    public bool Half { get; init; } = true;
    /// <summary>Planes of convolutions with channels last in memory.</summary>
    public bool ChannelsLast { get; init; } = true;
    /// <summary>Threads of one operation.</summary>
    public int ThreadsPerReplica { get; init; } = 1;
    /// <summary>The mocks.</summary>
    public required FeedOptions Feed { get; init; }
}
