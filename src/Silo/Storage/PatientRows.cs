using GaLNet.Silo.Configuration;

namespace GaLNet.Silo.Storage;

/// <summary>
/// Rows in a database that may go away and come back: asks again for a while, then fails with one sentence. A write
/// whose outcome is unknown is looked up before it counts as somebody else's.
/// </summary>
internal sealed class PatientRows(IRowStore inner, DatabaseSettings database) : IRowStore
{
    private readonly Outage _outage = new();

    /// <inheritdoc/>
    public Task<StoredRow?[]> Read(IReadOnlyList<RowKey> keys)
        => Patience.Ask(_ => inner.Read(keys), database, _outage);

    /// <inheritdoc/>
    public Task<bool[]> Write(IReadOnlyList<RowWrite> writes, bool isRelaxed) => Patience.Ask(async isAgain =>
    {
        var written = await inner.Write(writes, isRelaxed).ConfigureAwait(false);
        return isAgain && Array.Exists(written, one => !one)
            ? await LookUp(writes, written).ConfigureAwait(false)
            : written;
    }, database, _outage);

    /// <inheritdoc/>
    public Task<Guid?> Life() => Patience.Ask(_ => inner.Life(), database, _outage);

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
