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

    /// <summary>What the tile knows of its sky.</summary>
    public TileState Sky => sky.State;

    /// <summary>The page and the pending work.</summary>
    public PageState Page => page.State;

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
            var before = page.State;
            var after = change(before);
            if (after.HasWork && _hasReminder != true)
            {
                await setReminder(true);
                _hasReminder = true;
            }

            if (!ReferenceEquals(before, after))
            {
                page.State = after;
                await StateWriter.Write(page, before, grain);
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

    /// <inheritdoc/>
    public void Dispose() => _changing.Dispose();
}
