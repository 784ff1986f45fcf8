using GaLNet.Grains.Interfaces.Images;

namespace GaLNet.Grains.Interfaces.Catalogue;

/// <summary>What became of an image given to <see cref="ICatalogueGrain.Ingest"/>.</summary>
/// <param name="Image">The image as registered.</param>
/// <param name="IsNew">False when it was there already.</param>
/// <param name="Changes">Where it differs from the content that it replaced just now; null = it replaced none.</param>
[GenerateSerializer, Immutable, Alias("GaLNet.IngestResult")]
public sealed record IngestResult([property: Id(0)] ImageInfo Image, [property: Id(1)] bool IsNew,
    [property: Id(2)] ImageChanges? Changes = null);
