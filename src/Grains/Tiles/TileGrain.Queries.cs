using System.Runtime.CompilerServices;
using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.State;
using GaLNet.Photometry.Fitting;
using GaLNet.Sky.Healpix;

namespace GaLNet.Grains.Tiles;

/// <content>Questions: answered from the page and the source lists, without activating a galaxy.</content>
internal sealed partial class TileGrain
{
    private static readonly TimeSpan WatchPeriod = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public Task<TileStatus> GetStatus(CancellationToken cancellationToken = default) => Status();

    /// <inheritdoc/>
    public async Task<StaleFits[]> GetStale(CancellationToken cancellationToken = default)
    {
        var (settings, model) = await InForce();
        if (settings is null)
        {
            return [];
        }

        var page = await Page();
        var wanted = WantedByImage(settings, model);
        var rows = new StaleRows(await ImagesForStaleness(), page, wanted.GetValueOrDefault);
        return StaleReasons.Of(
            Enumerable.Range(0, page.Count).Where(row => page.Origin[row] >= 0)
                .CountBy(row => (Origin: page.Origin[row], IsOutOfDate: rows.IsOutOfDate(row)))
                .Select(pair => (page.Origins[pair.Key.Origin], pair.Key.IsOutOfDate, pair.Value)),
            wanted.GetValueOrDefault);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<TileStatus> Watch(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (IsRunning && !cancellationToken.IsCancellationRequested)
        {
            yield return await Status();
            await Task.WhenAny(_work, Task.Delay(WatchPeriod, cancellationToken));
        }

        yield return await Status();
    }

    /// <inheritdoc/>
    public async Task<TilePage> GetPage(CancellationToken cancellationToken = default)
        => await WithStaleness(await Page());

    /// <inheritdoc/>
    public async Task<TilePage> Cone(
        double raDeg, double decDeg, double radiusArcsec, CancellationToken cancellationToken = default)
    {
        if (!double.IsFinite(raDeg) || !(Math.Abs(decDeg) <= 90) || !(radiusArcsec >= 0))
        {
            throw new InputException(
                $"({raDeg}, {decDeg}) within {radiusArcsec} arcsec is no region; give degrees, a declination of " +
                "-90 to 90 and a radius from 0 up.");
        }

        var inside = new TilePageBuilder(_tile.ToString());
        foreach (var page in await _store.PagesNear(raDeg, decDeg, radiusArcsec))
        {
            for (var row = 0; row < page.Count; row++)
            {
                // A failed fit has no position of its own: the galaxy's id has.
                var first = row * TilePage.NumbersPerRow;
                var (ra, dec) = (page.Numbers[first], page.Numbers[first + 1]);
                if (double.IsNaN(ra))
                {
                    (ra, dec) = HealpixNested.Centre(HealpixNested.MaxOrder, page.GalaxyId[row]);
                }

                if (ObjectMatcher.SeparationArcsec(raDeg, decDeg, ra, dec) <= radiusArcsec)
                {
                    inside.AddRow(page, row);
                }
            }
        }

        return await WithStaleness(inside.Build());
    }

    /// <inheritdoc/>
    public async Task<TilePage> GetEnginePage(string engine, CancellationToken cancellationToken = default)
    {
        var (settings, model) = await InForce();
        var page = EngineRows.OfEngine(_tile.ToString(), await Page(), _store.Page.OtherEngines, engine);
        return page with { IsStale = await Staleness(page, settings, model) };
    }

    /// <inheritdoc/>
    public async Task<string[]> GetEngines(CancellationToken cancellationToken = default)
        => [.. (await Page()).Origins.Concat(_store.Page.OtherEngines?.Origins ?? [])
            .Select(origin => origin.Engine).Distinct().Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public async Task<ModelComparison?> CompareModels(
        long galaxyId, string? imageId, ModelProfile[] models, int aperture,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(models);
        if (aperture < 0 || aperture >= models.Length)
        {
            throw new InputException($"Model {aperture} of {models.Length} cannot bound the aperture; name one of them.");
        }

        await _store.Load();
        var row = (await Page()).Rows().Where(one => one.GalaxyId == galaxyId && (imageId is null || one.ImageId == imageId))
            .OrderByDescending(one => one.FittedAt).Select(one => (CatalogueRow?)one).FirstOrDefault();
        var image = Array.Find(_store.Sky.Images, one => one.Sources is not null
            && one.Info.ImageId == (row?.ImageId ?? imageId));
        var source = image is null ? -1 : Array.IndexOf(image.Sources!.GalaxyId, galaxyId);
        return source < 0 ? null : await _comparer.Compare(
            image!, source, OriginOf(galaxyId, image!.Info.ImageId)?.StampSize ?? new MeasureSettings().StampSize,
            models, aperture);
    }

    /// <inheritdoc/>
    public Task<PsfInfo[]> GetPsfs(CancellationToken cancellationToken = default)
        => Task.FromResult<PsfInfo[]>([.. _store.Outline.Images.SelectMany(image => image.Psfs)
            .OrderByDescending(psf => psf.MadeAt)]);

    /// <inheritdoc/>
    public async Task<StampView?> GetStamp(
        long galaxyId, string? imageId = null, CancellationToken cancellationToken = default)
    {
        await _store.Load();
        var rows = (await Page()).Rows().Where(row => row.GalaxyId == galaxyId && (imageId is null || row.ImageId == imageId));
        var newest = rows.OrderByDescending(row => row.FittedAt).Select(row => (CatalogueRow?)row).FirstOrDefault();
        var wanted = newest?.ImageId ?? imageId;
        var image = Array.Find(_store.Sky.Images, one => one.Sources is not null
            && (wanted is null ? one.Sources.GalaxyId.Contains(galaxyId) : one.Info.ImageId == wanted));
        var source = image is null ? -1 : Array.IndexOf(image.Sources!.GalaxyId, galaxyId);
        if (source < 0)
        {
            return null;
        }

        var settings = _store.Sky.Settings ?? new MeasureSettings();
        var origin = OriginOf(galaxyId, image!.Info.ImageId);
        var psf = Array.Find(image.Psfs, one => one.Version == origin?.PsfVersion) ?? image.Psf;
        return await _viewer.View(
            image, source, psf, origin?.StampSize ?? settings.StampSize, origin?.Engine ?? settings.Engine,
            origin is null ? null : newest);
    }

    /// <inheritdoc/>
    public async Task<RebuildReport> RebuildPage(CancellationToken cancellationToken = default)
    {
        const int atOnce = 64;
        await _store.Load();
        var galaxies = new List<GalaxyView>();
        var ids = _store.Sky.Images.Where(image => image.Sources is not null)
            .SelectMany(image => TilePlan.SourcesOf(_tile, image.Sources!)
                .Where(source => !image.Sources!.Has(source, SourceBits.Star))
                .Select(source => image.Sources!.GalaxyId[source]))
            .Distinct().ToArray();
        foreach (var group in ids.Chunk(atOnce))
        {
            var views = await Task.WhenAll(group.Select(id => GrainCalls.Patiently(
                () => GrainFactory.GetGrain<IGalaxyGrain>(id).Get(cancellationToken), cancellationToken)));
            galaxies.AddRange(views.OfType<GalaxyView>());
        }

        var differences = 0;
        await _store.ChangePage(page =>
        {
            var images = _store.Sky.Images.Select(image => image.Info.ImageId).ToHashSet();
            var rebuilt = Rebuilt(page, [.. galaxies.SelectMany(view => view.Fits)]);
            var beside = EngineRows.Rebuilt(_tile.ToString(), galaxies, images);
            differences = Differences(page.Page, rebuilt);
            return differences == 0 && IsSame(page.OtherEngines, beside)
                ? page
                : page with { Page = rebuilt, OtherEngines = beside };
        });
        return new RebuildReport(ids.Length, differences);
    }

    private async Task<TilePage> Page()
    {
        await _store.LoadPage();
        return _store.Page.Page ?? NoRows();
    }

    private TilePage NoRows() => new TilePageBuilder(_tile.ToString()).Build();

    private Provenance? OriginOf(long galaxyId, string imageId)
        => _store.Page.Page is { } page && TilePlan.RowsByKey(page).TryGetValue((galaxyId, imageId), out var row)
            && page.IsMeasured(row)
                ? page.Origins[page.Origin[row]]
                : null;

    // Listed rows follow from the source lists; fits come from the galaxies.
    private TilePage Rebuilt(PageState page, List<GalaxyFit> fits)
    {
        var sources = TilePlan.Plan(_tile, _store.Sky, page with { Page = null }, "");
        var editor = new PageEditor(_tile.ToString(), _store.Sky, sources.Page);
        var images = _store.Sky.Images.Select(image => image.Info.ImageId).ToHashSet();
        foreach (var fit in fits.Where(fit => images.Contains(fit.Provenance.ImageId)))
        {
            editor.Put(fit);
        }

        return editor.Build();
    }

    private static bool IsSame(TilePage? one, TilePage? other)
        => one is null || other is null ? one is null && other is null : one.SameAs(other);

    private static int Differences(TilePage? before, TilePage after)
    {
        var old = TilePlan.RowsByKey(before);
        var now = TilePlan.RowsByKey(after);
        return old.Keys.Union(now.Keys).Count(key => !old.TryGetValue(key, out var row)
            || !now.TryGetValue(key, out var other) || !PageComparison.SameRow(before!, row, after, other));
    }

    private async Task<TilePage> WithStaleness(TilePage page)
    {
        var (settings, model) = await InForce();
        return page with { IsStale = await Staleness(page, settings, model) };
    }

    /// <summary>The settings, and what their engine's word stands for now (null = nothing that is known).</summary>
    private async Task<(MeasureSettings? Settings, string? Model)> InForce()
    {
        var settings = _store.Outline.Settings;
        return (settings, settings is null ? null : (await _engines.Find(settings.Engine))?.ModelId);
    }

    private async Task<bool[]> Staleness(TilePage page, MeasureSettings? settings, string? model)
    {
        if (settings is null)
        {
            return new bool[page.Count];
        }

        var images = await ImagesForStaleness();
        var rows = new StaleRows(images, page, WantedByImage(settings, model).GetValueOrDefault);
        return [.. Enumerable.Range(0, page.Count).Select(rows.IsStale)];
    }

    // Where the sources lie matters only for images that were replaced.
    private async Task<TileImage[]> ImagesForStaleness()
    {
        if (Array.Exists(_store.Outline.Images, image => image.Changes is not null))
        {
            await _store.LoadSources();
        }

        return _store.Outline.Images;
    }

    private Dictionary<string, Provenance?> WantedByImage(MeasureSettings? settings, string? model)
        => _store.Outline.Images.ToDictionary(image => image.Info.ImageId, image => settings is null || model is null
            ? null
            : TilePlan.Wanted(image, settings.Engine, model, settings.StampSize));

    private async Task<TileStatus> Status()
    {
        var (settings, model) = await InForce();
        var page = await Page();
        var sky = _store.Outline;
        var isListed = Array.ConvertAll(page.Origin, origin => origin < 0);
        int Rows(Func<int, bool> isCounted) => Enumerable.Range(0, page.Count).Count(isCounted);
        var galaxies = Enumerable.Range(0, page.Count).Where(row => !isListed[row]).Select(row => page.GalaxyId[row])
            .Concat(_store.Page.Pending.Select(one => one.GalaxyId)).Distinct().Count();
        var unprepared = _store.Page.IsUnplanned ? sky.Images.Count(TilePlan.NeedsPreparation) : 0;
        var stale = (await Staleness(page, settings, model)).Count(isStale => isStale);
        var pending = _store.Page.Pending.Length + unprepared;
        _meter.Note(_tile.ToString(), stale, pending);
        return new TileStatus
        {
            Tile = _tile.ToString(),
            Phase = _progress.Phase,
            Images = sky.Images.Length,
            Measured = Rows(row => !isListed[row] && !page.FlagsOf(row).HasFlag(FitFlags.Failed)),
            Galaxies = galaxies,
            Stars = Rows(row => isListed[row] && page.FlagsOf(row).HasFlag(FitFlags.Star)),
            Faint = Rows(row => isListed[row] && page.FlagsOf(row).HasFlag(FitFlags.LowSignalToNoise)),
            Failed = Rows(row => page.FlagsOf(row).HasFlag(FitFlags.Failed)),
            Pending = pending,
            Stale = stale,
            DoneThisRun = _progress.Fitted,
            TotalThisRun = _progress.Recorded + _store.Page.Pending.Length,
            Seconds = _progress.Seconds,
            Message = _progress.Message,
            Settings = sky.Settings,
            Unprepared = sky.Images.Count(TilePlan.NeedsPreparation),
        };
    }
}
