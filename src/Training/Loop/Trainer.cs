using System.Diagnostics;
using GaLNet.Training.Feed;
using GaLNet.Training.Native;
using GaLNet.Training.Networks;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace GaLNet.Training.Loop;

/// <summary>
/// Trains a pair of networks, step by step. Every step takes one batch per replica from the feed, averages their
/// gradients and running statistics, and moves the common weights; the same plan takes the same steps, resumed or not.
/// </summary>
public sealed class Trainer : IDisposable
{
    private const int AverageEvery = 4;
    private const int LossEvery = 10;
    private const double LossMemory = 0.95;
    private const int ScaleBatches = 64;

    private readonly torch.Device _device = TorchNative.BestDevice();
    private readonly WeightStore _weights;
    private readonly WeightStore _averaged;
    private readonly Optimiser _optimiser;
    private readonly Replica[] _replicas;
    private readonly MockFeed _feed;
    private readonly TargetScale _scale;
    private readonly Stopwatch _clock = new();
    private double _secondsBefore;

    /// <summary>A training from its start, or from a state.</summary>
    /// <param name="plan">What to do.</param>
    /// <param name="from">
    /// A state of the same plan: it goes on, step for step the same. A state of another plan
    /// (<see cref="TrainingPlan.After"/>): its averaged weights and its scale of the targets begin a new training.
    /// </param>
    public Trainer(TrainingPlan plan, TrainingState? from = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Plan = plan;
        TorchNative.Prepare();
        Network = Presets.NetworkOf(plan);
        var resumes = from is not null && from.Plan.Seed == plan.Seed;
        Steps = resumes ? from!.Steps : 0;
        _scale = from?.Scale ?? MeasureScale();
        _weights = new WeightStore(Network.Plan, plan.Seed, _device);
        _optimiser = new Optimiser(_weights.Trained.numel(), _device);
        _averaged = _weights.Clone();
        if (from is not null) Restore(from, resumes);
        _replicas = new Replica[plan.Replicas];
        for (var i = 0; i < _replicas.Length; i++)
            _replicas[i] = new Replica(Network, plan, _weights, _scale, _device);
        _feed = new MockFeed(plan.Feed with { BatchSize = plan.BatchSize }, Steps * plan.Replicas);
    }

    /// <summary>What is being done.</summary>
    public TrainingPlan Plan { get; private set; }

    /// <summary>The networks.</summary>
    public INetwork Network { get; }

    /// <summary>Steps taken.</summary>
    public long Steps { get; private set; }

    /// <summary>Samples learnt from.</summary>
    public long Samples => Steps * Plan.BatchSize * Plan.Replicas;

    /// <summary>Running mean of the loss.</summary>
    public double RunningLoss { get; private set; } = double.NaN;

    /// <summary>Seconds spent in steps, waiting for mocks included.</summary>
    public double Seconds => _secondsBefore + _clock.Elapsed.TotalSeconds;

    /// <summary>True when all samples are learnt.</summary>
    public bool IsDone => Plan.Samples > 0 && Samples >= Plan.Samples;

    /// <summary>Fixes the number of samples of a plan that was given in minutes.</summary>
    public void FixSamples(long samples) => Plan = Plan with { Samples = samples };

    /// <summary>Takes one step.</summary>
    /// <param name="wantsLoss">True: the loss is read whatever the step's number.</param>
    /// <param name="cancellationToken">Ends the wait for mocks.</param>
    /// <returns>The loss of this step where it was read, else NaN.</returns>
    public double Step(bool wantsLoss = false, CancellationToken cancellationToken = default)
    {
        _clock.Start();
        var progress = Plan.Samples > 0 ? Math.Min(1, (double)Samples / Plan.Samples) : 0;
        var reads = wantsLoss || Steps % LossEvery == 0;
        var batches = new TrainingBatch[_replicas.Length];
        for (var i = 0; i < batches.Length; i++) batches[i] = _feed.Take(cancellationToken);
        var losses = new double[_replicas.Length];
        if (_replicas.Length == 1) losses[0] = _replicas[0].Learn(batches[0], progress, reads);
        else
            Parallel.For(
                0, losses.Length, new ParallelOptions { MaxDegreeOfParallelism = losses.Length },
                i => losses[i] = _replicas[i].Learn(batches[i], progress, reads));
        foreach (var batch in batches) _feed.Return(batch);
        Steps++;
        Join();
        _optimiser.Step(
            _weights.Trained, [.. _replicas.Select(replica => replica.Gradients)], Steps,
            Schedule.Rate(Plan, progress), Plan.WeightDecay, Plan.MostGradient);
        if (Steps % AverageEvery == 0) Average();
        _clock.Stop();
        if (!reads) return double.NaN;
        var loss = losses.Average();
        RunningLoss = double.IsNaN(RunningLoss) ? loss : LossMemory * RunningLoss + (1 - LossMemory) * loss;
        return loss;
    }

    /// <summary>Everything that a later <see cref="Trainer"/> needs to go on.</summary>
    public TrainingState Save() => new()
    {
        Plan = Plan,
        Architecture = Network.Architecture,
        Scale = _scale,
        Steps = Steps,
        Samples = Samples,
        Loss = RunningLoss,
        Seconds = Seconds,
        Weights = Read(_weights.Trained),
        Averaged = Read(_averaged.Trained),
        Running = Read(_replicas[0].Running),
        GradientMean = Read(_optimiser.Mean),
        GradientSquare = Read(_optimiser.Square),
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        _feed.Dispose();
        foreach (var replica in _replicas) replica.Dispose();
        _optimiser.Dispose();
        _averaged.Dispose();
        _weights.Dispose();
    }

    private TargetScale MeasureScale()
    {
        using var feed = new MockFeed(Plan.Feed with { BatchSize = Plan.BatchSize });
        var count = Network.TargetCount;
        var targets = new float[ScaleBatches * Plan.BatchSize * count];
        for (var k = 0; k < ScaleBatches; k++)
        {
            var batch = feed.Take();
            for (var i = 0; i < batch.Size; i++)
                Network.Encode(
                    batch.Truths[i], batch.ApertureFluxes[i],
                    targets.AsSpan((k * batch.Size + i) * count, count));
            feed.Return(batch);
        }

        return TargetScale.Of(targets, count);
    }

    // Mean running statistics of the replicas; the optimiser takes the mean of their gradients.
    private void Join()
    {
        if (_replicas.Length == 1) return;
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        foreach (var other in _replicas.Skip(1)) _replicas[0].Running.add_(other.Running);

        _replicas[0].Running.mul_(1f / _replicas.Length);
        foreach (var other in _replicas.Skip(1)) other.Running.copy_(_replicas[0].Running);
    }

    // A short memory at first, so that the mean does not remember the start.
    private void Average()
    {
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var updates = (double)Steps / AverageEvery;
        var decay = Math.Min(Plan.AverageDecay, (1 + updates) / (10 + updates));
        _averaged.Trained.mul_((float)decay).add_(_weights.Trained, (float)(1 - decay));
    }

    private void Restore(TrainingState state, bool resumes)
    {
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        void Into(Tensor tensor, float[] values) => tensor.copy_(torch.tensor(values, [values.Length]));
        Into(_weights.Trained, resumes ? state.Weights : state.Averaged);
        Into(_averaged.Trained, state.Averaged);
        Into(_weights.Running, state.Running);
        if (!resumes) return;
        Into(_optimiser.Mean, state.GradientMean);
        Into(_optimiser.Square, state.GradientSquare);
        RunningLoss = state.Loss;
        _secondsBefore = state.Seconds;
    }

    private static float[] Read(Tensor tensor)
    {
        using var onCpu = tensor.detach().cpu();
        return onCpu.data<float>().ToArray();
    }
}
