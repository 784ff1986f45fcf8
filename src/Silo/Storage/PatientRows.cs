using GaLNet.Grains.Interfaces;
using GaLNet.Silo.Configuration;

namespace GaLNet.Silo.Storage;

/// <summary>
/// Rows in a database that may go away and come back: asks again for a while, then fails with one sentence. A write
/// whose outcome is unknown is looked up before it counts as somebody else's. When the server may have crashed, the
/// relaxed writes it may have lost are made again before anything else: nothing that was recorded is lost while the
/// silo that recorded it lives.
/// </summary>
internal sealed class PatientRows(IRowStore inner, DatabaseSettings database) : IRowStore
{
    // PostgreSQL writes its log to the disk at least every three times wal_writer_delay, 0.6 s unless told otherwise.
    private static readonly TimeSpan OnDiskAfter = TimeSpan.FromSeconds(1);

    private readonly RelaxedTail _tail = new();
    private readonly Lock _repairing = new();
    private Task _repair = Task.CompletedTask;
    private int _isWatching;

    /// <inheritdoc/>
    public Task<StoredRow?[]> Read(IReadOnlyList<RowKey> keys) => Ask(_ => inner.Read(keys));

    /// <inheritdoc/>
    public async Task<bool[]> Write(IReadOnlyList<RowWrite> writes, bool isRelaxed)
    {
        var mark = _tail.Mark;
        var written = await Ask(async isAgain =>
        {
            var written = await inner.Write(writes, isRelaxed).ConfigureAwait(false);
            return isAgain && Array.Exists(written, one => !one)
                ? await LookUp(writes, written).ConfigureAwait(false)
                : written;
        }).ConfigureAwait(false);
        if (!isRelaxed)
        {
            // The log is sequential: this commit took along all that were made before it began.
            _tail.Forget(mark);
        }
        else
        {
            _tail.Add(writes.Where((_, i) => written[i]));
            StartWatch();
        }

        return written;
    }

    private Task<T> Ask<T>(Func<bool, Task<T>> ask) => Patience.Ask(async isAgain =>
    {
        try
        {
            await Repair().ConfigureAwait(false);
            return await ask(isAgain).ConfigureAwait(false);
        }
        catch
        {
            _tail.Doubt();
            throw;
        }
    }, database);

    private async Task Repair()
    {
        while (_tail.IsInDoubt)
        {
            Task repair;
            lock (_repairing)
            {
                repair = _repair = _repair.IsCompleted ? WriteAgain() : _repair;
            }

            await repair.ConfigureAwait(false);
        }
    }

    // Rows that are there have another version than the one that is replaced, and are left alone.
    private async Task WriteAgain()
    {
        var (groups, doubts) = _tail.Lost();
        foreach (var group in groups)
        {
            await inner.Write(group, isRelaxed: false).ConfigureAwait(false);
        }

        _tail.Settle(doubts);
    }

    private void StartWatch()
    {
        if (!_tail.IsEmpty && Interlocked.Exchange(ref _isWatching, 1) == 0)
        {
            _ = Task.Run(Watch);
        }
    }

    // A tile commits right after its galaxies, usually through the same silo; for galaxies of other silos' tiles, and
    // for silos that have nothing more to say, somebody must see to it that they are there.
    private async Task Watch()
    {
        while (!_tail.IsEmpty)
        {
            var mark = _tail.Mark;
            await Task.Delay(OnDiskAfter).ConfigureAwait(false);
            try
            {
                if (!_tail.IsEmpty)
                {
                    await Ask(async _ =>
                    {
                        await WriteAgain().ConfigureAwait(false);
                        return true;
                    }).ConfigureAwait(false);
                    _tail.Forget(mark);
                }
            }
            catch (StoreException)
            {
                // The database is still away; what may be lost is kept.
            }
        }

        Volatile.Write(ref _isWatching, 0);
        StartWatch(); // Something was written between the last look and the farewell.
    }

    // What stands there under the version we would have given it, byte for byte, we wrote before the connection broke.
    private async Task<bool[]> LookUp(IReadOnlyList<RowWrite> writes, bool[] written)
    {
        var open = Enumerable.Range(0, writes.Count).Where(i => !written[i]).ToArray();
        var rows = await inner.Read([.. open.Select(i => writes[i].Key)]).ConfigureAwait(false);
        for (var k = 0; k < open.Length; k++)
        {
            var write = writes[open[k]];
            written[open[k]] = rows[k] is { } row && row.Version == write.Next
                && (row.Payload ?? []).AsSpan().SequenceEqual(write.Payload ?? []);
        }

        return written;
    }
}
