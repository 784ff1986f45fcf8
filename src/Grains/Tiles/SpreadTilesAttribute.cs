using Orleans.Placement;

namespace GaLNet.Grains.Tiles;

/// <summary>Places tiles in turn on the silos of the cluster; see <see cref="SpreadTilesDirector"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SpreadTilesAttribute() : PlacementAttribute(new SpreadTilesStrategy());
