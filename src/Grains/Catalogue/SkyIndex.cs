using GaLNet.Grains.Interfaces.Catalogue;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Sky.Healpix;

namespace GaLNet.Grains.Catalogue;

/// <summary>The directory by place: which images touch a tile, so that a question about a place is not told of all.</summary>
internal sealed class SkyIndex
{
    private readonly Dictionary<HealpixCell, List<int>> _places = [];

    /// <summary>Looks through the images, in order of registration.</summary>
    public SkyIndex(int tileOrder, ImageInfo[] images)
    {
        for (var place = 0; place < images.Length; place++)
        {
            foreach (var tile in images[place].Tiles.Distinct().Select(HealpixCell.Parse))
            {
                if (!_places.TryGetValue(tile, out var on))
                {
                    on = _places[tile] = [];
                }

                on.Add(place);
            }
        }

        All = new CatalogueListing(tileOrder, images, Names(_places.Keys));
    }

    /// <summary>All images and tiles.</summary>
    public CatalogueListing All { get; }

    /// <summary>Those of these tiles that any image touches, and the images that touch them.</summary>
    public CatalogueListing Of(IEnumerable<HealpixCell> tiles)
    {
        HealpixCell[] known = [.. tiles.Distinct().Where(_places.ContainsKey)];
        return new CatalogueListing(
            All.TileOrder,
            [.. known.SelectMany(tile => _places[tile]).Distinct().Order().Select(place => All.Images[place])],
            Names(known));
    }

    private static string[] Names(IEnumerable<HealpixCell> tiles) => [.. tiles.Order().Select(tile => tile.ToString())];
}
