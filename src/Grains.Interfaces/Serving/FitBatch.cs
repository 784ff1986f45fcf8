namespace GaLNet.Grains.Interfaces.Serving;

/// <summary>A network's answers on their way back, one after the other.</summary>
/// <param name="ModelId">What really made them.</param>
/// <param name="Count">Fits, in the order of the stamps.</param>
/// <param name="Bytes">Their numbers in a compact form.</param>
[GenerateSerializer, Immutable, Alias("GaLNet.FitBatch")]
public sealed record FitBatch(
    [property: Id(0)] string ModelId, [property: Id(1)] int Count, [property: Id(2)] byte[] Bytes);
