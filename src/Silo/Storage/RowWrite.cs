namespace GaLNet.Silo.Storage;

/// <summary>A row to be written.</summary>
/// <param name="Key">Which.</param>
/// <param name="Expected">The version it replaces; null = there is none yet.</param>
/// <param name="Payload">What it will hold; null = nothing (cleared).</param>
internal readonly record struct RowWrite(RowKey Key, int? Expected, byte[]? Payload)
{
    /// <summary>The version that the row has when it was written.</summary>
    public int Next => (Expected ?? 0) + 1;
}
