using GaLNet.ClientCli.Output;
using GaLNet.ClientCli.Shell;
using GaLNet.Grains.Interfaces.Tiles;

namespace GaLNet.ClientCli.Session;

/// <summary>Lets tiles do their work, shows how far they are, and stops them cleanly on Ctrl-C.</summary>
internal static class TileWork
{
    // While one tile detects and models its PSF, another one's fits keep the cores busy.
    private const int TilesAtOnce = 2;
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
                MaxDegreeOfParallelism = TilesAtOnce,
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
            var status = await start(tile, cancellationToken);
            await foreach (var next in tile.Watch(cancellationToken).WithCancellation(cancellationToken))
            {
                status = next;
                bar.Report(status.DoneThisRun, status.TotalThisRun, $"tile {name} {Doing(status.Phase)}");
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

    private static string Doing(TilePhase phase) => phase switch
    {
        TilePhase.Detecting => "finding sources",
        TilePhase.ModellingPsf => "modelling the PSF",
        TilePhase.Measuring => "measuring",
        TilePhase.Failed => "failed",
        _ => "done",
    };
}
