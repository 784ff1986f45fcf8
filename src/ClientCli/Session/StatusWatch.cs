using System.Diagnostics;
using System.Globalization;
using GaLNet.ClientCli.Shell;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Output;
using Orleans.Runtime;

namespace GaLNet.ClientCli.Session;

/// <summary>Shows silos, tiles, work left and rates again and again, until it is stopped or nothing is left to do.</summary>
internal static class StatusWatch
{
    private const int TilesShown = 12;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>Watches until Ctrl-C; where nobody looks on (a pipe), until all tiles are idle.</summary>
    public static async Task RunAsync(CatalogueSession session, Terminal terminal, CancellationToken cancellationToken)
    {
        var last = (Time: Stopwatch.GetTimestamp(), Pending: (int?)null);
        try
        {
            while (true)
            {
                var listing = await session.Catalogue.List(cancellationToken);
                var tiles = await Task.WhenAll(
                    listing.Tiles.Select(tile => session.Tile(tile).GetStatus(cancellationToken)));
                var silos = session.IsCluster ? await Silos(session) : [];
                var pending = tiles.Sum(tile => tile.Pending);
                var seconds = Stopwatch.GetElapsedTime(last.Time).TotalSeconds;
                var rate = last.Pending is { } before ? Math.Max(0, before - pending) / seconds : 0;
                if (terminal.IsInteractive)
                {
                    terminal.Out.Write("\u001b[H\u001b[J"); // To the top, and a clean sheet.
                }

                Write(session.Name, silos, tiles, rate, terminal.Out);
                if (!terminal.IsInteractive && Array.TrueForAll(tiles, tile => tile.Pending == 0))
                {
                    return;
                }

                last = (Stopwatch.GetTimestamp(), pending);
                await Task.Delay(Period, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Whoever watched has seen enough.
        }
    }

    private static async Task<MembershipEntry[]> Silos(CatalogueSession session)
        => await session.Client.GetGrain<IManagementGrain>(0).GetDetailedHosts(onlyActive: true);

    private static void Write(
        string name, MembershipEntry[] silos, TileStatus[] tiles, double rate, TextWriter output)
    {
        var measured = tiles.Sum(tile => tile.Measured + tile.Failed);
        var pending = tiles.Sum(tile => tile.Pending);
        var left = rate > 0 ? $", {TimeSpan.FromSeconds(Math.Round(pending / rate)):c} left" : "";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: {measured} measured, {pending} pending, {tiles.Sum(tile => tile.Stale)} stale, " +
            $"{tiles.Sum(tile => tile.Failed)} failed; {rate:F1} galaxies/s{left}"));
        if (silos.Length > 0)
        {
            var table = new TextTable("silo", "address", "status", "since");
            foreach (var silo in silos.OrderBy(silo => silo.SiloName, StringComparer.Ordinal))
            {
                table.Add(silo.SiloName, $"{silo.SiloAddress.Endpoint}", $"{silo.Status}",
                    silo.StartTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
            }

            table.Write(output);
        }

        var busy = tiles.Where(tile => tile.Pending > 0 || tile.Phase != TilePhase.Idle).ToArray();
        output.WriteLine($"{tiles.Length} tiles, {busy.Length} with work");
        Catalogue.TileStatusText.Write([.. busy.Take(TilesShown)], output);
    }
}
