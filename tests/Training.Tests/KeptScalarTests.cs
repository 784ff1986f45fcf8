using GaLNet.Training.Native;
using GaLNet.Training.Networks;
using TorchSharp;

namespace GaLNet.Tests.Training;

/// <summary>Constants of torch operations outlive the collections that run beside them.</summary>
public sealed class KeptScalarTests
{
    [Fact]
    public void AConstantIsOneObjectHoweverOftenItIsAskedFor()
    {
        TorchNative.Prepare();

        KeptScalar.Of(0.25).Should().BeSameAs(KeptScalar.Of(0.25));
        KeptScalar.Of(0.25).Should().NotBeSameAs(KeptScalar.Of(0.5));
    }

    [Fact]
    public async Task OperationsGoOnBesideCollections()
    {
        TorchNative.Prepare();
        using var stop = new CancellationTokenSource();
        var collecting = Task.Run(
            () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    GC.Collect();
                    GC.WaitForPendingFinalizers();
                }
            }, TestContext.Current.CancellationToken);
        using (var scope = torch.NewDisposeScope())
        {
            using var weights = new WeightViews(new Dictionary<string, torch.Tensor>());
            var ops = new TorchOps(weights, torch.CPU, trains: false, half: false);
            var a = torch.ones(4);
            for (var i = 0; i < 20_000; i++)
            {
                using var inner = torch.NewDisposeScope();
                var value = ops.Clip(ops.Affine(ops.Add(a, a), 0.5, 1), 0, 10);
                if (i % 1000 == 0) value[0].item<float>().Should().Be(2);
            }
        }

        await stop.CancelAsync();
        await collecting;
    }
}
