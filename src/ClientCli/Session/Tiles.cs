using System.Globalization;
using GaLNet.ClientCli.Shell;

namespace GaLNet.ClientCli.Session;

/// <summary>Finds tiles by what people type.</summary>
internal static class Tiles
{
    /// <summary>The tiles named, checked; all tiles of the catalogue when none is named.</summary>
    public static async Task<IReadOnlyList<string>> ResolveAsync(
        CatalogueSession session, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var listing = await session.Catalogue.List(cancellationToken);
        if (listing.Tiles.Length == 0)
        {
            throw new CommandFailedException("the catalogue holds no images yet: register some with 'galnet ingest'.");
        }

        foreach (var name in names)
        {
            if (!listing.Tiles.Contains(name))
            {
                throw new CommandFailedException(IsTile(name)
                    ? $"no image of this catalogue touches tile {name}; it has {Few(listing.Tiles)}."
                    : $"{name} is not a tile: tiles are written ORDER/INDEX, e.g. {listing.Tiles[0]}.");
            }
        }

        return names.Count > 0 ? [.. names.Distinct()] : listing.Tiles;
    }

    /// <summary>True for <c>order/index</c>.</summary>
    public static bool IsTile(string text)
        => text.Split('/') is [var order, var index]
            && int.TryParse(order, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && long.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <summary>The tile that owns a galaxy: its id is a position at order 29, so a shift suffices.</summary>
    public static string OfGalaxy(long galaxyId, int tileOrder)
        => string.Create(CultureInfo.InvariantCulture, $"{tileOrder}/{galaxyId >> (2 * (29 - tileOrder))}");

    private static string Few(string[] tiles)
        => tiles.Length <= 4 ? string.Join(", ", tiles) : $"{tiles[0]} … {tiles[^1]} ('galnet status' lists them)";
}
