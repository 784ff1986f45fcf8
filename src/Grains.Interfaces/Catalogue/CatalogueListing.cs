using GaLNet.Grains.Interfaces.Images;

namespace GaLNet.Grains.Interfaces.Catalogue;

/// <summary>What a catalogue consists of, or a part of the sky in it.</summary>
/// <param name="TileOrder">HEALPix order of the tiles, fixed when the first image comes in.</param>
/// <param name="Images">Registered images, in order of registration.</param>
/// <param name="Tiles">Tiles that any image touches, sorted.</param>
[GenerateSerializer, Immutable, Alias("GaLNet.CatalogueListing")]
public sealed record CatalogueListing(
    [property: Id(0)] int TileOrder, [property: Id(1)] ImageInfo[] Images, [property: Id(2)] string[] Tiles);
