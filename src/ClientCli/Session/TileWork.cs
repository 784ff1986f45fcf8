using GaLNet.ClientCli.Output;
using GaLNet.ClientCli.Shell;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Silo.Clustering;

namespace GaLNet.ClientCli.Session;

/// <summary>Lets tiles do their work, shows how far they are, and stops them cleanly on Ctrl-C.</summary>
internal static class TileWork
{
    private static readonly TimeSpan ResumePause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PauseLimit = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Starts every tile with <paramref name="start"/> and waits until all are idle. Returns their last status. When a
    /// tile fails, the others are finished first; then the failure is thrown as one sentence.
    /// </summary>
    public static async Task<IReadOnlyList<TileStatus>> RunAsync(
        CatalogueSession session, IReadOnlyList<string> tiles,
        Func<ITileGrain, CancellationToken, Task<TileStatus>> start, Terminal terminal,
        CancellationToken cancellationToken)
    {
        var last = new TileStatus[tiles.Count];
        await ProgressDisplay.RunAsync(terminal, async bars =>
        {
            var all = tiles.Count > 1 ? bars.Add("tiles", tiles.Count) : null;
            var options = new ParallelOptions
            {
                MaxDegreeOfParallelism = session.TilesAtOnce,
                CancellationToken = cancellationToken,
            };
            await Parallel.ForAsync(0, tiles.Count, options, async (i, token) =>
            {
                last[i] = await RunOneAsync(session.Tile(tiles[i]), tiles[i], start, bars, token);
                all?.Step();
            });
        });
        if (Array.Find(last, status => status.Phase == TilePhase.Failed) is { } failed)
        {
            throw new CommandFailedException(
                $"tile {failed.Tile} could not be finished: {failed.Message ?? "no reason was given."}");
        }

        return last;
    }

    private static async Task<TileStatus> RunOneAsync(
        ITileGrain tile, string name, Func<ITileGrain, CancellationToken, Task<TileStatus>> start, ProgressBars bars,
        CancellationToken cancellationToken)
    {
        var bar = bars.Add($"tile {name}", 0);
        try
        {
            await start(tile, cancellationToken);
            TileStatus? status;
            while ((status = await WatchAsync(tile, name, bar, cancellationToken)) is null
                or { Phase: not TilePhase.Failed, Pending: > 0 })
            {
                // Whoever did the work is gone: another silo has the tile now, and goes on.
                await Task.Delay(ResumePause, cancellationToken);
                await tile.Resume(cancellationToken);
            }

            var total = Math.Max(1, status.TotalThisRun);
            bar.Report(total, total, $"tile {name} done");
            return status;
        }
        catch (OperationCanceledException)
        {
            using var limit = new CancellationTokenSource(PauseLimit);
            await tile.Pause(limit.Token);
            throw;
        }
    }

    /// <summary>The last status before the tile was idle; null when its silo was lost meanwhile.</summary>
    private static async Task<TileStatus?> WatchAsync(
        ITileGrain tile, string name, ProgressBar bar, CancellationToken cancellationToken)
    {
        try
        {
            TileStatus? last = null;
            await foreach (var next in tile.Watch(cancellationToken).WithCancellation(cancellationToken))
            {
                last = next;
                bar.Report(next.DoneThisRun, next.TotalThisRun, $"tile {name} {Doing(next.Phase)}");
            }

            return last;
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            return null;
        }
    }

    private static string Doing(TilePhase phase) => phase switch
    {
        TilePhase.Detecting => "finding sources",
        TilePhase.ModellingPsf => "modelling the PSF",
        TilePhase.Measuring => "measuring",
        TilePhase.Failed => "failed",
        _ => "done",
    };
}
