using GaLNet.Inference;
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

    /// <summary>The galaxies that one head sees in a batch.</summary>
    public PixelTruth[] Measure(TrainingBatch batch, Heads head)
    {
        ArgumentNullException.ThrowIfNull(batch);
        TorchNative.Prepare();
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var outputs = _network.Apply(_ops, TensorBatch.Of(batch, _device), _scale, head);
        var answers = (head == Heads.Blind ? outputs.Blind : outputs.Seeing)!;
        var values = _network.Interpret(_ops, answers, outputs.ApertureFlux, _scale).Values.cpu().data<float>();
        var all = values.ToArray();
        return [.. Enumerable.Range(0, batch.Size).Select(i => new PixelTruth(
            all[7 * i], all[7 * i + 1], all[7 * i + 2], all[7 * i + 3], all[7 * i + 4], all[7 * i + 5],
            all[7 * i + 6]))];
    }

    /// <summary>Everything that the file of one head will answer for a batch, through the same graph.</summary>
    /// <param name="sky">The inputs of the file.</param>
    /// <param name="head">Which network.</param>
    /// <param name="calibration">Calibration of its errors.</param>
    public SkyAnswer Answer(SkyBatch sky, Heads head, Calibration calibration)
    {
        ArgumentNullException.ThrowIfNull(sky);
        TorchNative.Prepare();
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        Tensor On(float[] values, params long[] shape) => torch.tensor(values, shape, device: _device);
        var inputs = new SkyInputs<Tensor>(
            On(sky.Stamps, sky.Size, 1, NetworkContract.StampSize, NetworkContract.StampSize),
            On(sky.Psfs, sky.Size, 1, NetworkContract.PsfSize, NetworkContract.PsfSize),
            On(sky.SkySigmas, sky.Size, 1), On(sky.Gains, sky.Size, 1), On(sky.ZeroPoints, sky.Size, 1),
            On(sky.PixelScales, sky.Size, 1));
        var outputs = SkyGraph.Build(_ops, _network, head, _scale, calibration, inputs);
        float[] Back(Tensor tensor) => tensor.cpu().contiguous().data<float>().ToArray();
        return new SkyAnswer(
            Back(outputs.Parameters), Back(outputs.Errors), Back(outputs.Errors95), Back(outputs.SignalToNoise),
            Back(outputs.Crowding));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _views.Dispose();
        _store.Dispose();
    }
}
