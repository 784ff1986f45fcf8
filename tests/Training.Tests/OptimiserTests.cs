using GaLNet.Training.Loop;
using GaLNet.Training.Native;
using TorchSharp;

namespace GaLNet.Tests.Training;

/// <summary>The flat optimiser against torch's own AdamW.</summary>
public sealed class OptimiserTests
{
    public OptimiserTests() => TorchNative.Prepare();

    [Fact]
    public void TakesTheStepsOfTorch()
    {
        // More than one chunk, and a length that no vector divides.
        const long length = 70_003;
        using var start = torch.randn(length);
        using var mine = start.clone();
        using var theirs = new TorchSharp.Modules.Parameter(start.clone());
        using var adam = torch.optim.AdamW([theirs], 0.003, weight_decay: 0.01);
        using var optimiser = new Optimiser(length, torch.CPU);
        for (var step = 1; step <= 5; step++)
        {
            using var first = torch.randn(length);
            using var second = torch.randn(length);
            using var mean = (first + second) / 2;
            var norm = mean.norm().item<float>();
            theirs.grad = (mean * (5 / norm)).clone();
            adam.step();
            optimiser.Step(mine, [first, second], step, 0.003, 0.01, mostGradient: 5);
        }

        (mine - theirs.detach()).abs().max().item<float>().Should().BeLessThan(2e-6f);
        (mine - start).abs().max().item<float>().Should().BeGreaterThan(0.005f);
    }
}
