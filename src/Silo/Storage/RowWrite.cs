namespace GaLNet.Silo.Storage;

/// <summary>A row to be written.</summary>
/// <param name="Key">Which.</param>
/// <param name="Expected">The version it replaces; null = there is none yet.</param>
/// <param name="Payload">What it will hold; null = nothing (cleared).</param>
/// <param name="Life">The server's life (<see cref="IRowStore.Life"/>) that it must be written in; null = any.</param>
internal readonly record struct RowWrite(RowKey Key, int? Expected, byte[]? Payload, Guid? Life = null)
{
    /// <summary>The version that the row has when it was written.</summary>
    public int Next => (Expected ?? 0) + 1;
}
