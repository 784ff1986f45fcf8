using GaLNet.Inference;
using GaLNet.Training.Feed;
using GaLNet.Training.Native;
using GaLNet.Training.Networks;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace GaLNet.Training.Loop;

/// <summary>
/// One copy of the network on one thread: the common weights, gradients and running statistics of its own. Two of
/// them on two cores learn somewhat faster than one whose operations are spread over both (docs/studies.md).
/// </summary>
internal sealed class Replica : IDisposable
{
    private readonly INetwork _network;
    private readonly TrainingPlan _plan;
    private readonly TargetScale _scale;
    private readonly torch.Device _device;
    private readonly WeightViews _views;
    private readonly TorchOps _ops;
    private readonly float[] _targets;

    public Replica(
        INetwork network, TrainingPlan plan, WeightStore weights, TargetScale scale, torch.Device device)
    {
        _network = network;
        _plan = plan;
        _scale = scale;
        _device = device;
        _targets = new float[plan.BatchSize * network.TargetCount];
        Gradients = torch.zeros_like(weights.Trained).DetachFromDisposeScope();
        Running = weights.Running.clone().DetachFromDisposeScope();
        _views = weights.Views(Gradients, Running);
        _ops = new TorchOps(_views, device, trains: true, plan.Half, plan.ChannelsLast);
    }

    /// <summary>[all trained numbers] gradient of the last batch.</summary>
    public Tensor Gradients { get; }

    /// <summary>[all running statistics], changed by every batch.</summary>
    public Tensor Running { get; }

    /// <summary>Forward and backward; the loss where it is wanted, else NaN.</summary>
    public double Learn(TrainingBatch batch, double progress, bool wantsLoss)
    {
        TorchNative.Prepare(_plan.ThreadsPerReplica);
        using var scope = torch.NewDisposeScope();
        Gradients.zero_();
        var size = batch.Size;
        var count = _network.TargetCount;
        for (var i = 0; i < size; i++)
        {
            var row = _targets.AsSpan(i * count, count);
            _network.Encode(batch.Truths[i], batch.ApertureFluxes[i], row);
            for (var k = 0; k < count; k++) row[k] = (row[k] - _scale.Mean[k]) / _scale.Spread[k];
        }

        Tensor On(float[] values, params long[] shape) => torch.tensor(values, shape, device: _device);
        var inputs = TensorBatch.Of(batch, _device);
        var outputs = _network.Apply(_ops, inputs, _scale, Heads.Both);
        var loss = Loss.Of(
            _plan, outputs, On(_targets, size, count), On(batch.Shares, size, batch.Shares.Length / size),
            On(batch.ShareWeights, size, batch.Shares.Length / size), progress);
        loss.backward();
        return wantsLoss ? loss.item<float>() : double.NaN;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _views.Dispose();
        Gradients.Dispose();
        Running.Dispose();
    }
}
