using GaLNet.Grains.Compute;
using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Models;
using GaLNet.Grains.Interfaces.Serving;
using GaLNet.Inference;
using GaLNet.Inference.Serving;
using GaLNet.Photometry.Fitting;

namespace GaLNet.Grains.Serving;

/// <summary>
/// The silo's loaded networks, by their weights. A network is loaded when a batch first asks for it, from what came
/// with the software or from the catalogue's store; several serve at once, so that a swap loses no request; those that
/// nobody has asked for lately are closed. Thread-safe.
/// </summary>
internal sealed class NetworkShelf(
    INetworkFormat format, ComputePool pool, IGrainFactory grains) : IAsyncDisposable, IDisposable
{
    private const int IdleKept = 3;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = [];
    private long _clock;
    private bool _isClosed;

    /// <summary>What the loaded networks have done.</summary>
    public InferenceStatistics[] Statistics
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries.Values.Where(entry => entry.Queue.IsCompletedSuccessfully)
                    .Select(entry => StatisticsOf(entry.Queue.Result))];
            }
        }
    }

    /// <summary>
    /// Measures stamps in order with the weights of a model. Throws <see cref="InputException"/> when the model cannot
    /// be had; what is wrong with one stamp is a flag of its fit.
    /// </summary>
    public async Task<NetworkFits> Measure(
        CatalogueModel model, IReadOnlyList<StampAndPsf> stamps, CancellationToken cancellationToken)
    {
        var entry = Lend(model);
        try
        {
            var queue = await entry.Queue.WaitAsync(cancellationToken).ConfigureAwait(false);
            return new NetworkFits(
                queue.ModelId, await queue.Measure(stamps, cancellationToken).ConfigureAwait(false));
        }
        catch (ModelException exception)
        {
            throw new InputException(exception.Message, exception);
        }
        finally
        {
            await Return(model.WeightsHash, entry).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Entry[] idle;
        lock (_lock)
        {
            _isClosed = true;
            idle = [.. _entries.Values.Where(entry => entry.Loans == 0)];
            _entries.Clear();
        }

        foreach (var entry in idle)
        {
            await Close(entry).ConfigureAwait(false);
        }
    }

    /// <summary>The same for hosts that close synchronously.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static InferenceStatistics StatisticsOf(BatchQueue queue)
    {
        var done = queue.Statistics;
        return new InferenceStatistics
        {
            ModelId = queue.ModelId,
            Queued = done.Queued,
            Stamps = done.Stamps,
            Batches = done.Batches,
            Retries = done.Retries,
            StampsPerSecond = done.StampsPerSecond,
            WaitMedianSeconds = done.WaitMedianSeconds,
            Wait99Seconds = done.Wait99Seconds,
        };
    }

    private Entry Lend(CatalogueModel model)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            // A failed loading is not remembered: the store may answer next time.
            if (!_entries.TryGetValue(model.WeightsHash, out var entry) || entry.Queue.IsFaulted)
            {
                entry = _entries[model.WeightsHash] = new Entry(Load(model));
            }

            entry.Loans++;
            entry.LastUse = ++_clock;
            return entry;
        }
    }

    private async Task<BatchQueue> Load(CatalogueModel model)
    {
        // Leaves the lock and the caller's turn before anything is read.
        await Task.Yield();
        var shipped = format.Shipped.FirstOrDefault(one => one.Model.WeightsHash == model.WeightsHash);
        var file = shipped is not null
            ? await pool.Run(shipped.Read).ConfigureAwait(false)
            : await grains.GetGrain<IModelFileGrain>(model.WeightsHash).Get().ConfigureAwait(false)
                ?? throw new InputException(
                    $"The file of the model {model.ModelId} is not in this catalogue; publish it again with " +
                    "'galnet models publish'.");
        var engine = await pool.Run(() => format.Open(file)).ConfigureAwait(false);
        return new BatchQueue(engine, new BatchQueueOptions { Workers = pool.ThreadCount });
    }

    private async ValueTask Return(string key, Entry entry)
    {
        Entry[] closing;
        lock (_lock)
        {
            entry.Loans--;
            var idle = _entries.Where(pair => pair.Value.Loans == 0 && pair.Value.Queue.IsCompleted)
                .OrderByDescending(pair => pair.Value.LastUse).Skip(IdleKept).ToArray();
            closing = [.. idle.Select(pair => pair.Value)];
            Array.ForEach(idle, pair => _entries.Remove(pair.Key));
            if (entry.Loans == 0 && _entries.GetValueOrDefault(key) != entry && !closing.Contains(entry))
            {
                closing = [.. closing, entry];
            }
        }

        foreach (var one in closing)
        {
            await Close(one).ConfigureAwait(false);
        }
    }

    private static async ValueTask Close(Entry entry)
    {
        if (entry.Queue.IsCompletedSuccessfully)
        {
            await entry.Queue.Result.DisposeAsync().ConfigureAwait(false);
        }
    }

    private sealed class Entry(Task<BatchQueue> queue)
    {
        public Task<BatchQueue> Queue { get; } = queue;

        public int Loans { get; set; }

        public long LastUse { get; set; }
    }
}
