using GaLNet.Grains.Galaxies;
using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.Measuring;
using GaLNet.Grains.State;
using GaLNet.Sky.Healpix;

namespace GaLNet.Grains.Tiles;

/// <summary>Records a tile's fits. Runs as turns of the tile's grain.</summary>
internal sealed class TileRecorder(HealpixCell tile, TileStore store, IGrainFactory grains)
{
    private readonly GalaxyReferences _galaxies = new(grains);

    /// <summary>
    /// Galaxies first, then one write that shows them on the page and clears them from the pending list. Returns how
    /// many were recorded, and how many their galaxies would not take, which stay pending.
    /// </summary>
    public async Task<(int Recorded, int Refused)> Record(Measured[] measured)
    {
        var page = store.Page.Page;
        var recorded = await Task.WhenAll(measured.Select(one => Record(one, IsKnown(page, one.Asked.GalaxyId))));
        var fits = recorded.Where(one => one is not null).Select(one => one!).ToArray();
        if (fits.Length > 0)
        {
            await store.ChangePage(page => WithFits(page, fits));
        }

        return (fits.Length, recorded.Length - fits.Length);
    }

    /// <summary>Records one fit; null when the galaxy would not take it, which leaves it pending.</summary>
    private async Task<Measured?> Record(Measured measured, bool isKnown)
    {
        using var span = GrainsTrace.Start("record galaxy", measured.Trace);
        span?.SetTag("galnet.galaxy", measured.Asked.GalaxyId);
        try
        {
            return await GrainCalls.Patiently(async () =>
            {
                var galaxy = _galaxies.Of(measured.Asked.GalaxyId);
                var isRecorded = isKnown
                    ? await galaxy.Record(measured.Fit!)
                    : await galaxy.RecordNew(measured.Fit!);
                return isRecorded ? measured : await AsRecorded(galaxy, measured);
            });
        }
        catch (Exception exception) when (StateWriter.StoreFailure(exception) is null)
        {
            // However often it was asked, its outcome is unknown; doing it again later is harmless.
            return null;
        }
    }

    // A galaxy that was measured before has a row, on whatever image; rows are sorted by galaxy.
    private static bool IsKnown(TilePage? page, long galaxy)
    {
        var row = page is null ? -1 : Array.BinarySearch(page.GalaxyId, galaxy);
        while (row > 0 && page!.GalaxyId[row - 1] == galaxy)
        {
            row--;
        }

        for (; row >= 0 && row < page!.Count && page.GalaxyId[row] == galaxy; row++)
        {
            if (page.IsMeasured(row))
            {
                return true;
            }
        }

        return false;
    }

    // The same fit was recorded by a run that died before its page was written, or a newer one by another run: the page
    // shows what the galaxy has.
    private static async Task<Measured> AsRecorded(IGalaxyGrain galaxy, Measured measured)
    {
        var view = await galaxy.Get();
        var image = measured.Fit!.Provenance.ImageId;
        return measured with { Fit = Array.Find(view!.Fits, fit => fit.Provenance.ImageId == image) };
    }

    private PageState WithFits(PageState page, Measured[] fits)
    {
        var editor = new PageEditor(tile.ToString(), store.Sky, page.Page);
        foreach (var one in fits)
        {
            editor.Put(one.Fit!);
        }

        var done = fits.Select(one => one.Asked).ToHashSet(PendingMeasurement.ByGalaxy);
        return page with
        {
            Page = editor.Build(),
            OtherEngines = EngineRows.WithReplaced(
                tile.ToString(), page.OtherEngines, page.Page, fits.Select(one => one.Fit!)),
            Pending = [.. page.Pending.Where(one => !done.Contains(one))],
        };
    }
}
