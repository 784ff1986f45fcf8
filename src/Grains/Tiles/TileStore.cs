using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.State;
using Orleans.Storage;

namespace GaLNet.Grains.Tiles;

/// <summary>
/// A tile's two durable states. A tile wakes with what is small of them; rows and source lists are read when somebody
/// needs them (<see cref="LoadPage"/>, <see cref="LoadSources"/>). Changes come one after the other, each from what the
/// last one wrote, although the tile's work and its callers take turns; a change that fails leaves everything as it was.
/// </summary>
internal sealed class TileStore(
    IPersistentState<TileState> sky, IPersistentState<PageState> page, IGrainBase grain, Func<bool, Task> setReminder)
    : IDisposable
{
    private readonly SemaphoreSlim _changing = new(1, 1);
    private bool _isOld;
    private bool? _hasReminder;
    private PageParts? _parts;
    private PageState? _page;
    private SourceParts? _sources;
    private (TileState Stored, TileState Whole)? _sky;

    /// <summary>What the tile knows of its sky. Its images may lack their sources.</summary>
    public TileState Outline => _sources?.AreKnown(sky.State) == true ? Sky : sky.State;

    /// <summary>What the tile knows of its sky, sources included, which were loaded.</summary>
    public TileState Sky
    {
        get
        {
            if (_sky?.Stored != (object)sky.State)
            {
                _sky = (sky.State, _sources!.Whole(sky.State));
            }

            return _sky.Value.Whole;
        }
    }

    /// <summary>The page, which was loaded, and the pending work.</summary>
    public PageState Page => _page ?? throw new InvalidOperationException("The page was not loaded.");

    /// <summary>True while anything is to be done.</summary>
    public bool HasWork => page.State.HasWork;

    /// <summary>Says where rows and source lists are. Before anything else.</summary>
    public void Open(PageParts parts, SourceParts sources) => (_parts, _sources) = (parts, sources);

    /// <summary>Reads what is not in memory yet.</summary>
    public async Task Load()
    {
        await LoadPage();
        await LoadSources();
    }

    /// <summary>Reads the rows, unless they are in memory.</summary>
    public async Task LoadPage()
    {
        if (_page is null)
        {
            await InTurn(async () => _page ??= await _parts!.Load(page.State));
        }
    }

    /// <summary>Reads the source lists, unless they are in memory.</summary>
    public async Task LoadSources()
    {
        if (!_sources!.AreKnown(sky.State))
        {
            await InTurn(() => _sources.Load(sky.State));
        }
    }

    /// <summary>
    /// The rows near a position, in order, and others: reads only what is needed of a page not in memory.
    /// </summary>
    public async Task<TilePage[]> PagesNear(double raDeg, double decDeg, double radiusArcsec)
    {
        TilePage[] near = [];
        if (_page is { } whole)
        {
            near = whole.Page is { } rows ? [rows] : [];
        }
        else
        {
            await InTurn(async () => near = await _parts!.LoadNear(page.State, raDeg, decDeg, radiusArcsec));
        }

        return near;
    }

    /// <summary>Writes a new sky; the same object is no change.</summary>
    public Task ChangeSky(Func<TileState, TileState> change) => InTurn(async () =>
    {
        var (stored, before) = (sky.State, Outline);
        var after = change(before);
        if (!ReferenceEquals(before, after))
        {
            await SayingWhy(() => _sources!.Write(after, stored, async head =>
            {
                sky.State = head;
                await StateWriter.Write(sky, stored, grain);
            }));
        }
    });

    /// <summary>
    /// Writes a new page; the same object is no change. A reminder exists from before there is work until after there
    /// is none.
    /// </summary>
    public async Task ChangePage(Func<PageState, PageState> change)
    {
        await LoadPage();
        await InTurn(async () =>
        {
            var before = Page;
            var after = change(before);
            if (after.HasWork && _hasReminder != true)
            {
                await setReminder(true);
                _hasReminder = true;
            }

            if (!ReferenceEquals(before, after))
            {
                await WritePage(after);
            }

            if (!after.HasWork && _hasReminder != false)
            {
                await setReminder(false);
                _hasReminder = false;
            }
        });
    }

    private async Task WritePage(PageState after)
    {
        if (_isOld)
        {
            // What this activation knows of its galaxies may be wrong: the next one begins from what is stored.
            throw new InconsistentStateException("The tile leaves memory; ask it again.");
        }

        var stored = page.State;
        try
        {
            await SayingWhy(() => _parts!.Write(after, stored, async head =>
            {
                page.State = head;
                await StateWriter.Write(page, stored, grain);
            }));
            _page = after;
        }
        catch (Exception exception)
        {
            _isOld |= exception is InconsistentStateException;
            // Some parts may have been written: the page shows them, and what they hold stays pending.
            if (_parts!.IsUncertain || _isOld)
            {
                grain.DeactivateOnIdle();
            }
            else
            {
                _page = _parts.Whole(page.State);
            }

            throw;
        }
    }

    // The store's own sentence is the one that callers are told.
    private static async Task SayingWhy(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception exception) when (exception is not StoreException
            && StateWriter.StoreFailure(exception) is not null)
        {
            throw new StoreException(StateWriter.StoreFailure(exception)!.Message);
        }
    }

    private async Task InTurn(Func<Task> step)
    {
        await _changing.WaitAsync();
        try
        {
            await step();
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _changing.Dispose();
}
