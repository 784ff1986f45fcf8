namespace GaLNet.Grains.Interfaces.Tiles;

/// <summary>Fits of a tile that are stale for one and the same reason.</summary>
/// <param name="Reason">
/// What differs, of <c>engine, model, image, psf, stamp, software</c>, joined by <c> + </c>.
/// </param>
/// <param name="Made">What made them, as far as it differs.</param>
/// <param name="Wanted">What would make them now; <c>-</c> when nothing can.</param>
/// <param name="Count">How many.</param>
[GenerateSerializer, Immutable, Alias("GaLNet.StaleFits")]
public sealed record StaleFits(
    [property: Id(0)] string Reason, [property: Id(1)] string Made, [property: Id(2)] string Wanted,
    [property: Id(3)] int Count);
