using System.Threading.Channels;
using GaLNet.Photometry.Fitting;

namespace GaLNet.Inference.Serving;

/// <summary>
/// Gathers the stamps of many callers into batches for one engine, on threads of its own, outside any task
/// scheduler. A batch starts when it is full or its oldest stamp is of age; a full queue makes callers wait. A batch
/// that fails is repeated once and then answered stamp by stamp, so that a bad stamp harms only itself. Closing
/// answers what was accepted first: to change an engine without losing a stamp, hand new stamps to a new queue and
/// close the old one.
/// </summary>
public sealed class BatchQueue : IAsyncDisposable
{
    private readonly IBatchFitEngine _engine;
    private readonly BatchQueueOptions _options;
    private readonly Channel<QueuedStamp> _queue;
    private readonly QueueGauges _gauges;
    private readonly Task[] _workers;
    private readonly Lock _gathering = new();

    /// <param name="engine">The engine; the queue closes it.</param>
    /// <param name="options">Sizes and ages.</param>
    public BatchQueue(IBatchFitEngine engine, BatchQueueOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        _engine = engine;
        _options = options ?? new BatchQueueOptions();
        _queue = Channel.CreateBounded<QueuedStamp>(_options.QueuedBatches * engine.BatchSize);
        _gauges = new QueueGauges(engine.ModelId, () => _queue.Reader.Count, _options.Time);
        _workers = [.. Enumerable.Range(0, _options.Workers).Select(StartWorker)];
    }

    /// <summary>What makes the numbers.</summary>
    public string ModelId => _engine.ModelId;

    /// <summary>What it has done so far.</summary>
    public BatchQueueStatistics Statistics => _gauges.Read(_queue.Reader.Count);

    /// <summary>
    /// Measures galaxies, in order. Waits while the queue is full. What is in the pixels is a flag of the answer; an
    /// exception (<see cref="ModelException"/>) means that the engine itself is broken. When it is cancelled, stamps that
    /// have not been started are left out.
    /// </summary>
    public async Task<SersicFit[]> Measure(IReadOnlyList<StampAndPsf> items, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (items.Count == 0)
            return [];
        var group = new QueuedGroup(items.Count);
        await using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((QueuedGroup)state!).TrySetCanceled(token), group).ConfigureAwait(false);
        try
        {
            for (var place = 0; place < items.Count; place++)
            {
                var stamp = new QueuedStamp(items[place], group, place, _options.Time.GetTimestamp());
                await _queue.Writer.WriteAsync(stamp, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(BatchQueue));
        }
        return await group.Task.ConfigureAwait(false);
    }

    /// <summary>Takes nothing more, answers what was accepted, closes the engine.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await Task.WhenAll(_workers).ConfigureAwait(false);
        _gauges.Dispose();
        (_engine as IDisposable)?.Dispose();
    }

    private Task StartWorker(int index)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            Work();
            done.SetResult();
        })
        {
            IsBackground = true,
            Name = $"networks {index}",
            // Grain turns and storage are short and others wait for them; pixels can wait a moment.
            Priority = ThreadPriority.BelowNormal,
        }.Start();
        return done.Task;
    }

    private void Work()
    {
        var batch = new List<QueuedStamp>(_engine.BatchSize);
        while (Gather(batch))
        {
            batch.RemoveAll(static stamp => stamp.Group.Task.IsCompleted); // cancelled while it waited
            if (batch.Count > 0)
                Answer(batch);
            batch.Clear();
        }
    }

    // One worker gathers at a time: two would share the stamps out into half-filled batches. False when all is done.
    private bool Gather(List<QueuedStamp> batch)
    {
        lock (_gathering)
        {
            var reader = _queue.Reader;
            while (batch.Count < _engine.BatchSize)
            {
                if (reader.TryRead(out var stamp))
                {
                    batch.Add(stamp);
                    continue;
                }
                var more = reader.WaitToReadAsync().AsTask();
                if (batch.Count == 0)
                {
                    if (!more.GetAwaiter().GetResult())
                        return false;
                    continue;
                }
                var left = _options.MaxAge - _options.Time.GetElapsedTime(batch[0].Timestamp);
                if (left <= TimeSpan.Zero || !more.Wait(left) || !more.Result)
                    return true;
            }
            return true;
        }
    }

    private void Answer(List<QueuedStamp> batch)
    {
        var waits = batch.ConvertAll(stamp => _options.Time.GetElapsedTime(stamp.Timestamp).TotalSeconds);
        _gauges.Start(waits.ToArray(), _engine.BatchSize);
        try
        {
            if (!TryAnswer(batch))
            {
                _gauges.Retry();
                if (!TryAnswer(batch))
                    AnswerOneByOne(batch);
            }
        }
        finally
        {
            _gauges.Finish(batch.Count);
        }
    }

    private bool TryAnswer(List<QueuedStamp> batch)
    {
        try
        {
            var fits = _engine.Measure(batch.ConvertAll(static stamp => stamp.Item));
            for (var i = 0; i < batch.Count; i++)
                batch[i].Answer(fits[i]);
            return true;
        }
#pragma warning disable CA1031 // Whatever it is, it must not end the worker; the stamps are tried again.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    private void AnswerOneByOne(List<QueuedStamp> batch)
    {
        foreach (var stamp in batch)
        {
            try
            {
                stamp.Answer(_engine.Measure([stamp.Item])[0]);
            }
#pragma warning disable CA1031 // The engine's failure becomes the stamp's answer.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                // A fit without a value would be kept as an answer: only where the stamp is to blame.
                if (EngineProbe.IsAlive(_engine))
                    stamp.Answer(SersicFit.NotMeasured(FitFlags.None));
                else
                    stamp.Group.TrySetException(new ModelException(
                        $"The network {_engine.ModelId} fails on every stamp ({exception.Message.TrimEnd('.')}): "
                        + "activate another one.", exception));
            }
        }
    }
}
