using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Photometry.Fitting;

namespace GaLNet.Grains.Tiles;

/// <summary>
/// What engines other than the page's own said last: a fit that another engine's replaces is kept beside the page, so
/// that engines can be compared in bulk without activating galaxies.
/// </summary>
internal static class EngineRows
{
    /// <summary>
    /// The rows beside the page after <paramref name="fits"/> enter it; the same object when nothing changes.
    /// </summary>
    public static TilePage? WithReplaced(string tile, TilePage? beside, TilePage? page, IEnumerable<GalaxyFit> fits)
    {
        var entering = fits.ToDictionary(
            fit => (fit.GalaxyId, fit.Provenance.ImageId), fit => fit.Provenance.Engine);
        // Every group looks through the whole page: texts are looked up for the rows of its own galaxies only.
        var galaxies = entering.Keys.Select(key => key.GalaxyId).ToHashSet();
        var leaving = RowsOf(page, row => entering.TryGetValue((row.Galaxy, row.Image), out var engine)
            && engine != row.Engine, galaxies);
        if (leaving.Count == 0 && beside is null)
        {
            return null;
        }

        // What enters the page is beside it no more, and what leaves it replaces what its engine said before.
        var gone = leaving.Select(row => row.Key)
            .Concat(entering.Select(pair => (pair.Key.GalaxyId, pair.Key.ImageId, pair.Value))).ToHashSet();
        var kept = RowsOf(beside, row => !gone.Contains(row));
        if (leaving.Count == 0 && kept.Count == (beside?.Count ?? 0))
        {
            return beside;
        }

        return Build(tile, [.. kept.Select(row => (row.Key, beside!, row.Index)),
            .. leaving.Select(row => (row.Key, page!, row.Index))]);
    }

    /// <summary>
    /// The rows beside the page as galaxies tell them: of every engine but the current one, the newest fit.
    /// </summary>
    public static TilePage? Rebuilt(string tile, IEnumerable<GalaxyView> galaxies, IReadOnlySet<string> images)
    {
        var rows = new TilePageBuilder(tile);
        var count = 0;
        foreach (var fit in galaxies.OrderBy(view => view.GalaxyId)
            .SelectMany(view => view.ByEngine().Except(view.Fits))
            .Where(fit => images.Contains(fit.Provenance.ImageId))
            .OrderBy(fit => fit.GalaxyId).ThenBy(fit => fit.Provenance.ImageId, StringComparer.Ordinal)
            .ThenBy(fit => fit.Provenance.Engine, StringComparer.Ordinal))
        {
            rows.Add(fit);
            count++;
        }

        return count == 0 ? null : rows.Build();
    }

    /// <summary>The rows beside the page of objects that a new page still has, stars left out.</summary>
    public static TilePage? StillThere(string tile, TilePage? beside, TilePage page)
    {
        var there = Enumerable.Range(0, page.Count).Where(row => (page.Flags[row] & (int)FitFlags.Star) == 0)
            .Select(row => (page.GalaxyId[row], page.ImageIds[page.Image[row]])).ToHashSet();
        var kept = RowsOf(beside, row => there.Contains((row.Galaxy, row.Image)));
        return kept.Count == 0 ? null
            : kept.Count == beside!.Count ? beside
            : Build(tile, [.. kept.Select(row => (row.Key, beside, row.Index))]);
    }

    /// <summary>The newest rows of one engine, from the page and from beside it.</summary>
    public static TilePage OfEngine(string tile, TilePage page, TilePage? beside, string engine)
        => Build(tile, [.. RowsOf(page, row => row.Engine == engine).Select(row => (row.Key, page, row.Index)),
            .. RowsOf(beside, row => row.Engine == engine).Select(row => (row.Key, beside!, row.Index))]);

    private static TilePage Build(
        string tile, List<((long Galaxy, string Image, string Engine) Key, TilePage Page, int Row)> rows)
    {
        var builder = new TilePageBuilder(tile);
        foreach (var (_, page, row) in rows.OrderBy(row => row.Key.Galaxy)
            .ThenBy(row => row.Key.Image, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Engine, StringComparer.Ordinal))
        {
            builder.AddRow(page, row);
        }

        return builder.Build();
    }

    private static List<((long Galaxy, string Image, string Engine) Key, int Index)> RowsOf(
        TilePage? page, Func<(long Galaxy, string Image, string Engine), bool> isWanted,
        HashSet<long>? galaxies = null)
    {
        var rows = new List<((long, string, string), int)>();
        for (var row = 0; row < (page?.Count ?? 0); row++)
        {
            if (!page!.IsMeasured(row) || galaxies?.Contains(page.GalaxyId[row]) == false)
            {
                continue;
            }

            var key = (page.GalaxyId[row], page.ImageIds[page.Image[row]], page.Origins[page.Origin[row]].Engine);
            if (isWanted(key))
            {
                rows.Add((key, row));
            }
        }

        return rows;
    }
}
