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
        if (names.Count > 0)
        {
            string[] wanted = [.. names.Distinct()];
            var known = await session.Catalogue.ListTiles(wanted, cancellationToken);
            if (Array.TrueForAll(wanted, known.Tiles.Contains))
            {
                return wanted;
            }
        }

        var listing = await session.Catalogue.List(cancellationToken);
        if (listing.Tiles.Length == 0)
        {
            throw new CommandFailedException("the catalogue holds no images yet: register some with 'galnet ingest'.");
        }

        return names.FirstOrDefault(name => !listing.Tiles.Contains(name)) is not { } unknown
            ? listing.Tiles
            : throw new CommandFailedException(IsTile(unknown)
                ? $"no image of this catalogue touches tile {unknown}; it has {Few(listing.Tiles)}."
                : $"{unknown} is not a tile: tiles are written ORDER/INDEX, e.g. {listing.Tiles[0]}.");
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
