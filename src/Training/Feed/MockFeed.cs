using System.Collections.Concurrent;

namespace GaLNet.Training.Feed;

/// <summary>
/// Batches of mocks in their order, made ahead in the background while the network learns. Nothing touches the disk.
/// </summary>
public sealed class MockFeed : IDisposable
{
    private const int Ready = 8;

    private readonly RecordPool _pool;
    private readonly BlockingCollection<TrainingBatch> _full = new(Ready);
    private readonly ConcurrentBag<TrainingBatch> _empty = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _maker;
    private readonly FeedOptions _options;
    private volatile Exception? _failure;

    /// <summary>A feed that starts with batch <paramref name="firstBatch"/>.</summary>
    public MockFeed(FeedOptions options, long firstBatch = 0)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _pool = new RecordPool(options, firstBatch);
        _maker = new Thread(() => MakeAll(firstBatch)) { IsBackground = true, Name = "batch maker" };
        _maker.Start();
    }

    /// <summary>The next batch; give it back with <see cref="Return"/>.</summary>
    public TrainingBatch Take(CancellationToken cancellationToken = default)
    {
        try
        {
            return _full.Take(cancellationToken);
        }
        catch (InvalidOperationException) when (_failure is not null)
        {
            throw new InvalidOperationException("The mocks ran dry: " + _failure.Message, _failure);
        }
    }

    /// <summary>Lets a batch's memory be used again.</summary>
    public void Return(TrainingBatch batch) => _empty.Add(batch);

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _maker.Join();
        _pool.Dispose();
        _full.Dispose();
        _stop.Dispose();
    }

    private void MakeAll(long firstBatch)
    {
        try
        {
            var maker = new BatchMaker(_options, _pool);
            for (var number = firstBatch; !_stop.IsCancellationRequested; number++)
            {
                if (!_empty.TryTake(out var batch)) batch = new TrainingBatch(_options.BatchSize, _options.StampSide);
                maker.Make(number, batch);
                _full.Add(batch, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed while the queue was full.
        }
#pragma warning disable CA1031 // handed to the thread that takes batches
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _failure = exception;
            _full.CompleteAdding();
        }
    }
}
