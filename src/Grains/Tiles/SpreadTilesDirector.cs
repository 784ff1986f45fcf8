using GaLNet.Sky.Healpix;
using Orleans.Runtime.Placement;

namespace GaLNet.Grains.Tiles;

/// <summary>
/// Fulfils the wish of <see cref="SpreadTilesAttribute"/>: with n silos the tile of index k belongs to number k mod n.
/// Tiles of a field have indices that follow one another, so each silo gets as many of any field as the next, whoever
/// asks first; the runtime's own choice prefers the silo that asks, and the directory asks for all tiles of an image.
/// </summary>
internal sealed class SpreadTilesDirector : IPlacementDirector
{
    /// <inheritdoc/>
    public Task<SiloAddress> OnAddActivation(
        PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        return Task.FromResult(IPlacementDirector.GetPlacementHint(target.RequestContextData, silos)
            ?? Choose(target.GrainIdentity.Key.ToString()!, silos));
    }

    /// <summary>The silo of a tile among those that there are; a silo that comes back to its place gets its turn again.</summary>
    public static SiloAddress Choose(string tile, SiloAddress[] silos)
    {
        // What is no tile is refused by the grain, wherever it is.
        var index = HealpixCell.TryParse(tile, out var cell) ? cell.Index : 0;
        return silos.Order().ElementAt((int)(index % silos.Length));
    }
}
