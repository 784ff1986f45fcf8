using System.Diagnostics;
using System.Globalization;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Serving;
using GaLNet.Grains.Interfaces.Tiles;

namespace GaLNet.ClientCli.Bench;

/// <summary>
/// From the tile through the network to galaxies that are recorded durably: sources and PSF are there already, every
/// galaxy of a simulated survey image is measured again and again.
/// </summary>
internal static class ServingBench
{
    private const int Passes = 20;
    private const double MinSignalToNoise = 10;

    /// <summary>Prints galaxies per second and where the time goes.</summary>
    public static async Task RunAsync(
        BenchData data, string engine, Terminal terminal, CancellationToken cancellationToken)
    {
        terminal.Out.WriteLine(
            $"== tile -> {engine} -> galaxy: sim/survey.fits.gz, S/N > {MinSignalToNoise:F0}, {Passes} times");
        var folder = Directory.CreateTempSubdirectory("galnet-bench-");
        try
        {
            await using var session = await CatalogueSession.OpenOrCreateAsync(
                Path.Combine(folder.FullName, "bench.db"), cancellationToken);
            var source = new ImageSource { Path = data.File("sim/survey.fits.gz"), Gain = 3.0e13 };
            var tiles = (await Ingestion.RunAsync(session, [source], null, terminal, cancellationToken))[0].Tiles;
            var settings = new MeasureSettings { Engine = engine, MinSignalToNoise = MinSignalToNoise };
            // The first time finds sources, loads the network and compiles what runs often.
            await TileWork.RunAsync(
                session, tiles, (tile, token) => tile.Process(settings, token), terminal, cancellationToken);
            await MeasureAgainAsync(session, tiles, settings, terminal, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAgainAsync(
        CatalogueSession session, string[] tiles, MeasureSettings settings, Terminal terminal,
        CancellationToken cancellationToken)
    {
        var before = await session.InferenceAsync(cancellationToken);
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var statuses = new List<TileStatus>();
        for (var pass = 0; pass < Passes; pass++)
        {
            statuses.AddRange(await TileWork.RunAsync(
                session, tiles, (tile, token) => tile.Refit([], settings, token), terminal, cancellationToken));
        }

        var wall = clock.Elapsed.TotalSeconds;
        process.Refresh();
        cpu = process.TotalProcessorTime - cpu;
        var galaxies = statuses.Sum(status => status.DoneThisRun);
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{galaxies} galaxies measured and recorded in {wall:F1} s: {galaxies / wall:F0} galaxies/s; "
            + $"{1000 * cpu.TotalSeconds / galaxies:F2} ms of CPU each"));
        var table = new TextTable("step", "seconds", "ms/galaxy");
        void Add(string step, double seconds) => table.Add(
            step, Numbers.Fixed(seconds, 2), Numbers.Fixed(1000 * seconds / galaxies, 3));
        Add("cut stamps and PSFs (CPU)", statuses.Sum(status => status.Seconds.Cut));
        var after = await session.InferenceAsync(cancellationToken);
        Add("network at work (wall)", BusySeconds(after) - BusySeconds(before));
        Add("waiting for the network", statuses.Sum(status => status.Seconds.Infer));
        Add("fit after it (CPU)", statuses.Sum(status => status.Seconds.Fit));
        Add("recording (wall)", statuses.Sum(status => status.Seconds.Record));
        Add("wall", wall);
        table.Write(terminal.Out);
        WorkSummary.WriteNetworks(after, terminal.Out);
        terminal.Out.WriteLine();
    }

    private static double BusySeconds(IEnumerable<InferenceStatistics> networks)
        => networks.Where(one => one.Stamps > 0).Sum(one => one.Stamps / one.StampsPerSecond);
}
