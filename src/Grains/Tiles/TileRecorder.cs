using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Measuring;
using GaLNet.Grains.State;
using GaLNet.Sky.Healpix;

namespace GaLNet.Grains.Tiles;

/// <summary>Records a tile's fits. Runs as turns of the tile's grain.</summary>
internal sealed class TileRecorder(HealpixCell tile, TileStore store, IGrainFactory grains)
{
    /// <summary>
    /// Galaxies first, then one write that shows them on the page and clears them from the pending list. Returns how
    /// many were recorded, and how many their galaxies would not take, which stay pending.
    /// </summary>
    public async Task<(int Recorded, int Refused)> Record(Measured[] measured)
    {
        var recorded = await Task.WhenAll(measured.Select(Record));
        var fits = recorded.Where(one => one is not null).Select(one => one!).ToArray();
        if (fits.Length > 0)
        {
            await store.ChangePage(page => WithFits(page, fits));
        }

        return (fits.Length, recorded.Length - fits.Length);
    }

    /// <summary>Records one fit; null when the galaxy would not take it, which leaves it pending.</summary>
    private async Task<Measured?> Record(Measured measured)
    {
        using var span = GrainsTrace.Start("record galaxy", measured.Trace);
        span?.SetTag("galnet.galaxy", measured.Asked.GalaxyId);
        try
        {
            return await GrainCalls.Patiently(async () =>
            {
                var galaxy = grains.GetGrain<IGalaxyGrain>(measured.Asked.GalaxyId);
                return await galaxy.Record(measured.Fit!) ? measured : await AsRecorded(galaxy, measured);
            });
        }
        catch (Exception exception) when (StateWriter.StoreFailure(exception) is null)
        {
            // However often it was asked, its outcome is unknown; doing it again later is harmless.
            return null;
        }
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
        var editor = new PageEditor(tile.ToString(), store.Sky);
        if (page.Page is { } rows)
        {
            editor.CopyAll(rows);
        }

        foreach (var one in fits)
        {
            editor.Put(one.Fit!);
        }

        var done = fits.Select(one => one.Asked).ToHashSet();
        return page with
        {
            Page = editor.Build(),
            OtherEngines = EngineRows.WithReplaced(
                tile.ToString(), page.OtherEngines, page.Page, fits.Select(one => one.Fit!)),
            Pending = [.. page.Pending.Where(one => !done.Contains(one))],
        };
    }
}
