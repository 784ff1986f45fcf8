using GaLNet.Grains.Interfaces;
using GaLNet.Grains.State;

namespace GaLNet.Grains.Tiles;

/// <summary>
/// A tile's two durable states. Changes come one after the other, each from what the last one wrote, although the
/// tile's work and its callers take turns; a change that fails leaves everything as it was.
/// </summary>
internal sealed class TileStore(
    IPersistentState<TileState> sky, IPersistentState<PageState> page, IGrainBase grain, Func<bool, Task> setReminder)
    : IDisposable
{
    private readonly SemaphoreSlim _changing = new(1, 1);
    private bool? _hasReminder;
    private PageParts? _parts;
    private PageState? _page;

    /// <summary>What the tile knows of its sky.</summary>
    public TileState Sky => sky.State;

    /// <summary>The page and the pending work.</summary>
    public PageState Page => _page ?? page.State;

    /// <summary>Reads what the states alone do not hold. Before anything else.</summary>
    public async Task Load(PageParts parts)
    {
        _page = await parts.Load(page.State);
        _parts = parts;
    }

    /// <summary>Writes a new sky; the same object is no change.</summary>
    public async Task ChangeSky(Func<TileState, TileState> change)
    {
        await _changing.WaitAsync();
        try
        {
            var before = sky.State;
            var after = change(before);
            if (!ReferenceEquals(before, after))
            {
                sky.State = after;
                await StateWriter.Write(sky, before, grain);
            }
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>
    /// Writes a new page; the same object is no change. A reminder exists from before there is work until after there
    /// is none.
    /// </summary>
    public async Task ChangePage(Func<PageState, PageState> change)
    {
        await _changing.WaitAsync();
        try
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
        }
        finally
        {
            _changing.Release();
        }
    }

    private async Task WritePage(PageState after)
    {
        var stored = page.State;
        try
        {
            await _parts!.Write(after, stored, async head =>
            {
                page.State = head;
                await StateWriter.Write(page, stored, grain);
            });
            _page = after;
        }
        catch (Exception exception)
        {
            // Some parts may have been written: the page shows them, and what they hold stays pending.
            if (_parts!.IsUncertain)
            {
                grain.DeactivateOnIdle();
            }
            else
            {
                _page = _parts.Whole(page.State);
            }

            if (exception is not StoreException && StateWriter.StoreFailure(exception) is { } failure)
            {
                throw new StoreException(failure.Message);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _changing.Dispose();
}
