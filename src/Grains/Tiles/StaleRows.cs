using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.State;

namespace GaLNet.Grains.Tiles;

/// <summary>Tells which rows of a page are stale: made by something else than what is wanted, or of old pixels.</summary>
internal sealed class StaleRows
{
    private readonly TilePage _page;
    private readonly bool[] _madeOtherwise;
    private readonly TileImage?[] _replaced;
    private readonly Dictionary<long, int>?[] _places;

    /// <summary>Looks at a page of a tile.</summary>
    /// <param name="images">The tile's images.</param>
    /// <param name="page">The page.</param>
    /// <param name="wantedOf">What is wanted for an image; null = nothing can be made of it.</param>
    public StaleRows(TileImage[] images, TilePage page, Func<string, Provenance?> wantedOf)
    {
        _page = page;
        _madeOtherwise = Array.ConvertAll(page.Origins, made => TilePlan.IsStale(made, wantedOf(made.ImageId)));
        // Most images were never replaced, and most origins are of the last revision: nothing is looked up for them.
        _replaced = Array.ConvertAll(page.Origins, made => Array.Find(images, image =>
            image.Info.ImageId == made.ImageId && image is { Changes: not null, Sources: not null }
            && image.Info.Revision > made.ImageRevision));
        var places = _replaced.OfType<TileImage>().Distinct(ReferenceEqualityComparer.Instance).Cast<TileImage>()
            .ToDictionary(image => image.Info.ImageId, PlacesOf);
        _places = Array.ConvertAll(_replaced, image => image is null ? null : places[image.Info.ImageId]);
    }

    /// <summary>True when the fit of a row is stale; rows that were only listed never are.</summary>
    public bool IsStale(int row)
        => _page.Origin[row] >= 0 && (_madeOtherwise[_page.Origin[row]] || IsOutOfDate(row));

    /// <summary>True when pixels under a row's stamp have been replaced since it was fitted.</summary>
    public bool IsOutOfDate(int row)
    {
        var origin = _page.Origin[row];
        return origin >= 0 && _replaced[origin] is { } image
            && _places[origin]!.TryGetValue(_page.GalaxyId[row], out var source)
            && TilePlan.IsOutOfDate(image, source, _page.Origins[origin]);
    }

    private static Dictionary<long, int> PlacesOf(TileImage image)
    {
        var places = new Dictionary<long, int>();
        for (var source = 0; source < image.Sources!.Count; source++)
        {
            places.TryAdd(image.Sources.GalaxyId[source], source);
        }

        return places;
    }
}
