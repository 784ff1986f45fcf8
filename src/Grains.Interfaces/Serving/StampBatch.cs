namespace GaLNet.Grains.Interfaces.Serving;

/// <summary>Stamps on their way to a network, one after the other.</summary>
/// <param name="Count">Stamps.</param>
/// <param name="Bytes">Their numbers in a compact form; pixels in single precision, bit for bit.</param>
[GenerateSerializer, Immutable, Alias("GaLNet.StampBatch")]
public sealed record StampBatch([property: Id(0)] int Count, [property: Id(1)] byte[] Bytes);
