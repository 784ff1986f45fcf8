namespace GaLNet.Grains.Interfaces.Tiles;

/// <summary>What a rebuild of a tile's page from its galaxies found.</summary>
/// <param name="Galaxies">Galaxies asked.</param>
/// <param name="Differences">Rows that the rebuild changed; 0 when page and galaxies agreed.</param>
[GenerateSerializer, Immutable, Alias("GaLNet.RebuildReport")]
public sealed record RebuildReport([property: Id(0)] int Galaxies, [property: Id(1)] int Differences);
