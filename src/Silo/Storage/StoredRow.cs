namespace GaLNet.Silo.Storage;

/// <summary>What a row holds.</summary>
/// <param name="Version">1 and up.</param>
/// <param name="Payload">Null when it was cleared.</param>
internal sealed record StoredRow(int Version, byte[]? Payload);
