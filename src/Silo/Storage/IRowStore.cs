namespace GaLNet.Silo.Storage;

/// <summary>The rows of <c>OrleansStorage</c>, many at a time.</summary>
internal interface IRowStore
{
    /// <summary>The rows, in the order of the keys; null where there is none.</summary>
    Task<StoredRow?[]> Read(IReadOnlyList<RowKey> keys);

    /// <summary>
    /// Writes all rows whose version is the expected one, in one transaction, and says which: true = written,
    /// false = somebody else wrote it. No two writes may have the same key.
    /// </summary>
    /// <param name="writes">The rows.</param>
    /// <param name="isRelaxed">
    /// True = the last commits may be lost with the database server, as a whole tail, until anything that is not
    /// relaxed was committed after them.
    /// </param>
    Task<bool[]> Write(IReadOnlyList<RowWrite> writes, bool isRelaxed);

    /// <summary>
    /// Which life of the server this is: another one after a crash that may have lost relaxed commits. Null where
    /// relaxed commits are not lost without those after them, whatever happens.
    /// </summary>
    Task<Guid?> Life();
}
