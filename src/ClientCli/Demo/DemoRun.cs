using System.Diagnostics;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Inference;

namespace GaLNet.ClientCli.Demo;

/// <summary>The demo's field, measured by one engine.</summary>
/// <param name="Engine">Engine's word.</param>
/// <param name="Rows">What it said.</param>
/// <param name="Milliseconds">
/// Time of one fit: of a thread for χ², of the machine while the network ran for networks.
/// </param>
internal sealed record DemoRun(string Engine, IReadOnlyList<CatalogueRow> Rows, double Milliseconds)
{
    /// <summary>Measures all galaxies of the tiles and says where the time went.</summary>
    public static async Task<DemoRun> OfAsync(
        CatalogueSession session, IReadOnlyList<string> tiles, string engine, Terminal terminal,
        CancellationToken cancellationToken)
    {
        var settings = new MeasureSettings { Engine = engine };
        var clock = Stopwatch.StartNew();
        var statuses = await TileWork.RunAsync(
            session, tiles, (tile, token) => tile.Process(settings, token), terminal, cancellationToken);
        terminal.Out.WriteLine($"{engine}:");
        WorkSummary.Write(statuses, clock.Elapsed.TotalSeconds, terminal.Out);
        var networks = EngineNames.NetworkOf(engine) is null ? [] : await session.InferenceAsync(cancellationToken);
        WorkSummary.WriteNetworks(networks, terminal.Out);
        var rows = new List<CatalogueRow>();
        foreach (var tile in tiles)
        {
            rows.AddRange((await session.Tile(tile).GetEnginePage(engine, cancellationToken)).Rows());
        }

        var fits = Math.Max(1, statuses.Sum(status => status.DoneThisRun));
        return new DemoRun(engine, rows, 1000 * (networks.Length > 0
            ? networks.Sum(one => one.Stamps / one.StampsPerSecond) / networks.Sum(one => one.Stamps)
            : statuses.Sum(status => status.Seconds.Fit) / fits));
    }
}
