using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace GaLNet.Training.Loop;

/// <summary>AdamW (Loshchilov and Hutter 2019) on one flat tensor; Adam where the decay is 0.</summary>
internal sealed class Optimiser : IDisposable
{
    private const double Decay1 = 0.9, Decay2 = 0.999, Epsilon = 1e-8;

    /// <summary>An optimiser for a flat tensor of the given length.</summary>
    public Optimiser(long length, torch.Device device)
    {
        Mean = torch.zeros(length, device: device).DetachFromDisposeScope();
        Square = torch.zeros(length, device: device).DetachFromDisposeScope();
    }

    /// <summary>Running mean of the gradient.</summary>
    public Tensor Mean { get; }

    /// <summary>Running mean of its square.</summary>
    public Tensor Square { get; }

    /// <summary>
    /// Averages the gradients into the first of them, limits their length and takes step number
    /// <paramref name="step"/>, counted from 1.
    /// </summary>
    public void Step(
        Tensor weights, IReadOnlyList<Tensor> gradients, long step, double rate, double weightDecay,
        double mostGradient)
    {
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var onCpu = weights.device_type == DeviceType.CPU;
        var gradient = gradients[0];
        var length = onCpu ? FlatAdam.Average(gradients) : gradient.norm().item<float>();
        var factors = new AdamFactors(
            (float)Math.Min(1, mostGradient / (length + 1e-6)), (float)Decay1, (float)Decay2,
            (float)(rate / (1 - Math.Pow(Decay1, step))), (float)(1 / (1 - Math.Pow(Decay2, step))),
            (float)(1 - rate * weightDecay), (float)Epsilon);
        if (onCpu)
        {
            FlatAdam.Step(weights, gradient, Mean, Square, factors);
            return;
        }

        gradient.mul_(factors.Clip);
        Mean.mul_(factors.Decay1).add_(gradient, 1 - factors.Decay1);
        Square.mul_(factors.Decay2).addcmul_(gradient, gradient, 1 - factors.Decay2);
        weights.mul_(factors.Keep);
        weights.addcdiv_(Mean, (Square * factors.Unbias2).sqrt_().add_(factors.Epsilon), -factors.Rate);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Mean.Dispose();
        Square.Dispose();
    }
}
