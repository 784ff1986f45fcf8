namespace GaLNet.Grains.Tiles;

/// <summary>The wish of <see cref="SpreadTilesAttribute"/>; it has no settings.</summary>
internal sealed class SpreadTilesStrategy : PlacementStrategy;
