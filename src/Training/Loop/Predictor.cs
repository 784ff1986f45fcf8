using GaLNet.Training.Feed;
using GaLNet.Training.Native;
using GaLNet.Training.Networks;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace GaLNet.Training.Loop;

/// <summary>Answers of a trained state, by torch: for validation, and as the measure of exported graphs.</summary>
public sealed class Predictor : IDisposable
{
    private readonly INetwork _network;
    private readonly TargetScale _scale;
    private readonly torch.Device _device = TorchNative.BestDevice();
    private readonly WeightStore _store;
    private readonly WeightViews _views;
    private readonly TorchOps _ops;

    /// <summary>A predictor with the averaged weights of a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="half">Convolutions in bfloat16, as in training; false for float32.</param>
    public Predictor(TrainingState state, bool half)
    {
        ArgumentNullException.ThrowIfNull(state);
        TorchNative.Prepare();
        _network = state.MakeNetwork();
        _scale = state.Scale;
        _store = new WeightStore(_network.Plan, 0, _device);
        using (torch.no_grad())
        using (torch.NewDisposeScope())
        {
            _store.Trained.copy_(torch.tensor(state.Averaged, [state.Averaged.Length]));
            _store.Running.copy_(torch.tensor(state.Running, [state.Running.Length]));
        }

        _views = _store.Views();
        _ops = new TorchOps(_views, _device, trains: false, half);
    }

    /// <summary>Targets that the network answers.</summary>
    public int TargetCount => _network.TargetCount;

    /// <summary>Answers of one head for a batch.</summary>
    /// <returns>[size * outputs]: targets in their own units, then ln of the errors' scales in the same units.</returns>
    public float[] Answer(TrainingBatch batch, Heads head)
    {
        ArgumentNullException.ThrowIfNull(batch);
        TorchNative.Prepare();
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var outputs = _network.Apply(_ops, TensorBatch.Of(batch, _device), _scale, head);
        Tensor answers = (head == Heads.Blind ? outputs.Blind : outputs.Seeing)!;
        var values = answers.cpu().data<float>().ToArray();
        var width = values.Length / batch.Size;
        var count = _network.TargetCount;
        for (var i = 0; i < values.Length; i++)
        {
            var k = i % width;
            values[i] = k < count
                ? values[i] * _scale.Spread[k] + _scale.Mean[k]
                : values[i] + MathF.Log(_scale.Spread[k - count]);
        }

        return values;
    }

    /// <summary>The galaxies that one head sees in a batch.</summary>
    public PixelTruth[] Measure(TrainingBatch batch, Heads head)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var answers = Answer(batch, head);
        var width = answers.Length / batch.Size;
        var galaxies = new PixelTruth[batch.Size];
        for (var i = 0; i < galaxies.Length; i++)
            galaxies[i] = _network.Decode(
                answers.AsSpan(i * width, _network.TargetCount), batch.ApertureFluxes[i]);
        return galaxies;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _views.Dispose();
        _store.Dispose();
    }
}
