using GaLNet.Training.Networks;

namespace GaLNet.Training.Loop;

/// <summary>A training between two steps: all that is needed to go on exactly, or to use the network.</summary>
public sealed record TrainingState
{
    /// <summary>What is being done.</summary>
    public required TrainingPlan Plan { get; init; }
    /// <summary>The network's name and widths.</summary>
    public required string Architecture { get; init; }
    /// <summary>Scale of the targets.</summary>
    public required TargetScale Scale { get; init; }
    /// <summary>Steps taken.</summary>
    public required long Steps { get; init; }
    /// <summary>Samples learnt from.</summary>
    public required long Samples { get; init; }
    /// <summary>Running mean of the loss.</summary>
    public required double Loss { get; init; }
    /// <summary>Seconds spent learning.</summary>
    public required double Seconds { get; init; }
    /// <summary>Trained numbers.</summary>
    public required float[] Weights { get; init; }
    /// <summary>Running mean of the trained numbers: what is used.</summary>
    public required float[] Averaged { get; init; }
    /// <summary>Running statistics of normalisations.</summary>
    public required float[] Running { get; init; }
    /// <summary>The optimiser's mean gradient.</summary>
    public required float[] GradientMean { get; init; }
    /// <summary>The optimiser's mean squared gradient.</summary>
    public required float[] GradientSquare { get; init; }

    /// <summary>The network of this state.</summary>
    public INetwork MakeNetwork() => Presets.NetworkOf(Plan);
}
