using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.References;

namespace GaLNet.Grains.State;

/// <summary>What the catalogue keeps.</summary>
[GenerateSerializer, Alias("GaLNet.CatalogueState")]
public sealed class CatalogueState
{
    /// <summary>HEALPix order of the tiles; null until the first image fixes it.</summary>
    [Id(0)] public int? TileOrder { get; set; }

    /// <summary>Images in order of registration.</summary>
    [Id(1)] public ImageInfo[] Images { get; set; } = [];

    /// <summary>Catalogues of other people's measurements, by name.</summary>
    [Id(2)] public ReferenceInfo[] References { get; set; } = [];
}
