using GaLNet.Grains.Compute;
using GaLNet.Grains.Detection;
using GaLNet.Grains.Images;
using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.Measuring;
using GaLNet.Grains.State;
using GaLNet.Sky.Healpix;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace GaLNet.Grains.Tiles;

/// <summary>
/// One HEALPix cell. Commands change the durable states and start the work; the work runs as turns of this grain and
/// of nobody's request. See <see cref="TileWorker"/> for the work and <see cref="TilePlan"/> for what there is to do.
/// </summary>
[GrainType("tile"), SpreadTiles]
internal sealed partial class TileGrain : Grain, ITileGrain, IRemindable, IDisposable
{
    private const string ReminderName = "pending work";
    private static readonly TimeSpan AwakeFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    private readonly TileStore _store;
    private readonly TileProgress _progress = new();
    private readonly EngineDirectory _engines;
    private readonly GalaxyViewer _viewer;
    private readonly GrainsMeter _meter;
    private readonly ModelComparer _comparer;
    private readonly SourceFinder _finder;
    private readonly ComputePool _pool;
    private readonly ImageRoots _roots;
    private readonly TimeProvider _time;
    private readonly int _pageRows;
    private readonly TimeSpan _resumePeriod;
    private readonly Func<TileWorker> _newWorker;
    private CancellationTokenSource _stop = new();
    private HealpixCell _tile;
    private Task _work = Task.CompletedTask;
    private bool _isPaused;

    public TileGrain(
        [PersistentState("tile", GrainStores.Catalogue)] IPersistentState<TileState> sky,
        [PersistentState("page", GrainStores.Catalogue)] IPersistentState<PageState> page,
        SourceFinder finder, GalaxyMeasurer measurer, GalaxyViewer viewer, ModelComparer comparer,
        EngineDirectory engines, ComputePool pool, ImageRoots roots, GrainsMeter meter,
        IOptions<GrainsOptions> options, TimeProvider time)
    {
        (_finder, _pool, _roots, _time) = (finder, pool, roots, time);
        (_pageRows, _resumePeriod) = (options.Value.PageRows, options.Value.ResumePeriod);
        _engines = engines;
        _viewer = viewer;
        _comparer = comparer;
        _meter = meter;
        _store = new TileStore(sky, page, this, SetReminder);
        _newWorker = () => new TileWorker(
            _tile, _store, _progress, finder, Psfs, measurer, engines, new TileRecorder(_tile, _store, GrainFactory),
            options, () => DelayDeactivation(AwakeFor));
    }

    private bool IsRunning => !_work.IsCompleted;

    /// <inheritdoc/>
    public Task AddImage(ImageInfo image, ImageChanges? changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        return _store.ChangeSky(sky =>
        {
            var place = Array.FindIndex(sky.Images, known => known.Info.ImageId == image.ImageId);
            if (place < 0)
            {
                return sky with { Images = [.. sky.Images, new TileImage { Info = image, Changes = changes }] };
            }

            // The same image from another place: follow its files. Another content: what it touches is stale now.
            var known = sky.Images[place].Info;
            return known.Revision > image.Revision || (known.Revision == image.Revision
                && known.Source == image.Source && known.FileStamp == image.FileStamp)
                ? sky
                : sky with
                {
                    Images = Replaced(
                        sky.Images, place, sky.Images[place] with { Info = image, Changes = changes }),
                };
        });
    }

    /// <inheritdoc/>
    public Task SetSources(string imageId, InputSource[] sources, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        InputSource[] inside = [.. sources.Where(source =>
            HealpixNested.Index(_tile.Order, source.RaDeg, source.DecDeg) == _tile.Index)];
        return _store.ChangeSky(sky =>
        {
            var place = PlaceOf(sky, imageId);
            var given = sky.Images[place].Given;
            return given is not null && given.AsSpan().SequenceEqual(inside)
                ? sky
                : sky with { Images = Replaced(sky.Images, place, sky.Images[place] with { Given = inside }) };
        });
    }

    /// <inheritdoc/>
    public async Task<TileStatus> Process(MeasureSettings? settings, CancellationToken cancellationToken = default)
    {
        settings ??= _store.Outline.Settings ?? new MeasureSettings();
        var engine = await Check(settings);
        await _store.Load();
        await _store.ChangeSky(sky => sky.Settings == settings ? sky : sky with { Settings = settings });
        await _store.ChangePage(page => Array.Exists(_store.Sky.Images, TilePlan.NeedsPreparation)
            ? page.IsUnplanned ? page : page with { IsUnplanned = true }
            : TilePlan.Plan(_tile, _store.Sky, page, engine.ModelId));
        StartWork();
        return await Status();
    }

    /// <inheritdoc/>
    public async Task<TileStatus> Refit(
        long[] galaxyIds, MeasureSettings settings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(galaxyIds);
        await Check(settings);
        if (galaxyIds.Length == 0)
        {
            await _store.ChangeSky(sky => sky.Settings == settings ? sky : sky with { Settings = settings });
        }

        await _store.ChangePage(page => WithRefits(page, galaxyIds, settings));
        StartWork();
        return await Status();
    }

    /// <inheritdoc/>
    public Task<TileStatus> Resume(CancellationToken cancellationToken = default)
    {
        StartWork();
        return Status();
    }

    /// <inheritdoc/>
    public async Task Pause(CancellationToken cancellationToken = default)
    {
        _isPaused = true;
        await _stop.CancelAsync();
        await _work;
    }

    /// <inheritdoc/>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (_store.HasWork)
        {
            if (!_isPaused)
            {
                StartWork();
            }
        }
        else
        {
            // Left over from a process that died between its last write and this.
            await SetReminder(false);
        }
    }

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        _tile = HealpixCell.TryParse(key, out var tile)
            ? tile
            : throw new InputException($"'{key}' is not a tile; write ORDER/INDEX such as 8/432101.");
        var storage = ServiceProvider.GetRequiredKeyedService<IGrainStorage>(GrainStores.Catalogue);
        _store.Open(
            new PageParts(storage, this.GetGrainId(), _tile, _pageRows), new SourceParts(storage, this.GetGrainId()));
        await base.OnActivateAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await Task.WhenAny(_work, Task.Delay(StopLimit, cancellationToken));
        _meter.Forget(_tile.ToString());
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        _store.Dispose();
    }

    private void StartWork()
    {
        _isPaused = false;
        if (IsRunning || !_store.HasWork)
        {
            return;
        }

        _stop.Dispose();
        _stop = new CancellationTokenSource();
        _work = _newWorker().Run(_stop.Token);
    }

    private async Task<EngineInForce> Check(MeasureSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.StampSize is < 15 or > 301 || settings.StampSize % 2 == 0)
        {
            throw new InputException(
                $"The stamp size is {settings.StampSize} pixels; give an odd number from 15 to 301 (61 in the paper).");
        }

        return double.IsNaN(settings.MinSignalToNoise)
            ? throw new InputException("The least S/N is not a number; give one, 50 for example.")
            : await _engines.Get(settings.Engine);
    }

    private static PageState WithRefits(PageState page, long[] galaxyIds, MeasureSettings settings)
    {
        if (page.Page is not { } rows)
        {
            return page;
        }

        var wanted = galaxyIds.ToHashSet();
        var pending = page.Pending.ToDictionary(one => (one.GalaxyId, one.ImageId));
        for (var row = 0; row < rows.Count; row++)
        {
            var id = rows.GalaxyId[row];
            if (rows.IsMeasured(row) && (wanted.Count == 0 || wanted.Contains(id)))
            {
                var image = rows.ImageIds[rows.Image[row]];
                pending[(id, image)] = new PendingMeasurement(
                    id, image, settings.Engine, settings.StampSize, rows.Origins[rows.Origin[row]].Epoch + 1);
            }
        }

        return page with { Pending = [.. pending.Values] };
    }

    private int PlaceOf(TileState sky, string imageId)
    {
        var place = Array.FindIndex(sky.Images, image => image.Info.ImageId == imageId);
        return place >= 0
            ? place
            : throw new InputException($"The image {imageId} does not touch tile {_tile}; ingest it first.");
    }

    private static TileImage[] Replaced(TileImage[] images, int place, TileImage image)
    {
        TileImage[] copy = [.. images];
        copy[place] = image;
        return copy;
    }

    private async Task SetReminder(bool isWanted)
    {
        if (isWanted)
        {
            await GrainCalls.Patiently(
                () => this.RegisterOrUpdateReminder(ReminderName, _resumePeriod, _resumePeriod));
            return;
        }

        await GrainCalls.Patiently(async () =>
        {
            if (await this.GetReminder(ReminderName) is { } reminder)
            {
                await this.UnregisterReminder(reminder);
            }

            return true;
        });
    }
}
