using GaLNet.Silo.Storage;

namespace GaLNet.Cluster.Tests.Storage;

/// <summary>Row stores that fail on purpose.</summary>
internal sealed class BreakingRows(IRowStore inner) : IRowStore
{
    /// <summary>Writes that are done and then reported as lost, as when a connection breaks after the commit.</summary>
    public int LostAnswers { get; set; }

    /// <summary>Asks that do not get through at all.</summary>
    public int LostAsks { get; set; }

    /// <summary>Groups that were written.</summary>
    public List<int> Groups { get; } = [];

    public Task<StoredRow?[]> Read(IReadOnlyList<RowKey> keys) => inner.Read(keys);

    public Task<Guid?> Life() => inner.Life();

    public async Task<bool[]> Write(IReadOnlyList<RowWrite> writes, bool isRelaxed)
    {
        if (LostAsks-- > 0)
        {
            throw new IOException("the connection broke");
        }

        var written = await inner.Write(writes, isRelaxed);
        lock (Groups)
        {
            Groups.Add(writes.Count);
        }

        return LostAnswers-- > 0 ? throw new IOException("the connection broke") : written;
    }
}
