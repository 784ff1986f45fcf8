using GaLNet.Training.Feed;

namespace GaLNet.Training.Networks;

/// <summary>A pair of networks with a common trunk, and what their numbers mean.</summary>
public interface INetwork
{
    /// <summary>Name and widths; a checkpoint of another architecture is refused by it.</summary>
    string Architecture { get; }

    /// <summary>Number of targets.</summary>
    int TargetCount { get; }

    /// <summary>False where the network predicts no scales of its errors.</summary>
    bool PredictsErrors { get; }

    /// <summary>All arrays of the network.</summary>
    WeightPlan Plan { get; }

    /// <summary>The arithmetic.</summary>
    /// <param name="ops">What carries it out.</param>
    /// <param name="inputs">A batch.</param>
    /// <param name="scale">Scale of the targets.</param>
    /// <param name="heads">Which answers are wanted.</param>
    NetworkOutputs<T> Apply<T>(ITensorOps<T> ops, in NetworkInputs<T> inputs, TargetScale scale, Heads heads);

    /// <summary>Targets of a galaxy.</summary>
    /// <param name="truth">The galaxy.</param>
    /// <param name="apertureFlux">Flux scale of its stamp, sky sigmas.</param>
    /// <param name="targets">[TargetCount], not yet standardised.</param>
    void Encode(in PixelTruth truth, float apertureFlux, Span<float> targets);

    /// <summary>What the answers of a head mean.</summary>
    /// <param name="ops">What carries it out.</param>
    /// <param name="answers">[N, outputs] of a head.</param>
    /// <param name="apertureFlux">[N, 1] flux scale, sky sigmas.</param>
    /// <param name="scale">Scale of the targets.</param>
    PixelAnswer<T> Interpret<T>(ITensorOps<T> ops, T answers, T apertureFlux, TargetScale scale);
}
