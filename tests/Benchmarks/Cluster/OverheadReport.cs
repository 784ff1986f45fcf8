using System.Diagnostics;
using System.Globalization;
using GaLNet.Grains.Interfaces.Catalogue;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Inference;
using GaLNet.Silo;
using GaLNet.Silo.Clustering;
using GaLNet.Silo.Configuration;

namespace GaLNet.Benchmarks.Cluster;

/// <summary>
/// What the system costs beside the science: one simulated field, measured again and again with a network, in one
/// process with its file, and by one silo with PostgreSQL.
/// </summary>
internal static class OverheadReport
{
    private const int TileOrder = 10;
    private const int Passes = 3;
    private const int WarmUp = 10;
    private const double MinSignalToNoise = 10;
    private const string Head =
        "                         galaxies  by the clock   CPU ms per galaxy: science   outside   PostgreSQL   outside/total   compiling";

    public static async Task Print(TextWriter output, int side, int tileOrder)
    {
        using var database = await BenchDatabase.Start();
        var (image, other) = (Simulate(database.Root, side), Simulate(database.Root, side, "warm-up", raDeg: 170));
        var network = new MeasureSettings { Engine = EngineNames.GaLNet2, MinSignalToNoise = MinSignalToNoise };
        Line(output, $"== the same job on one process and on a cluster: a field of {side} x {side} pixels, tiles of order {tileOrder}, every galaxy {Passes} times with {network.Engine}");
        output.WriteLine(Head);
        await using (var silo = await GaLNetSilo.StartEmbeddedAsync(
            Path.Combine(database.Root, "here.db"), new EmbeddedSiloOptions { TileOrder = tileOrder }))
        {
            Print(output, "embedded, SQLite", await Measure(silo.Client, () => [Environment.ProcessId]));
        }

        database.Up(1, $"--Limits:TileOrder {tileOrder}");
        await using (var connection = await Connect(database))
        {
            Print(output, "one silo, PostgreSQL", await Measure(connection.Client, () => [database.Silo(1)]));
        }

        // What runs often is compiled with another field: galaxies that were measured many times have a long history.
        async Task<Done> Measure(IGrainFactory grains, Func<int[]> silos)
        {
            await new Job(grains, other, network, silos, database).Prepare(WarmUp);
            var job = new Job(grains, image, network, silos, database);
            await job.Prepare(warmUp: 1);
            return await job.Run(Passes);
        }
    }

    /// <summary>
    /// One and two silos of one thread, with the engine whose only threads those are: free to use both cores beside
    /// their thread, and with a core each for all they do.
    /// </summary>
    public static async Task PrintSilos(TextWriter output, int side)
    {
        using var database = await BenchDatabase.Start();
        var image = Simulate(database.Root, side);
        var fitting = new MeasureSettings { Engine = "chi2", MinSignalToNoise = MinSignalToNoise };
        Line(output, $"== one and two silos: a field of {side} x {side} pixels, every galaxy {Passes} times with {fitting.Engine}; {Environment.ProcessorCount} cores for silos, PostgreSQL and client");
        output.WriteLine(Head);
        var (free, bound) = (new double[2], new double[2]);
        foreach (var silos in new[] { 1, 2 })
        {
            database.Down();
            database.Up(silos, $"--Limits:TileOrder {TileOrder} --Limits:ComputeThreads 1");
            await using var connection = await Connect(database);
            int[] processes = [.. Enumerable.Range(1, silos).Select(database.Silo)];
            var job = new Job(connection.Client, image, fitting, () => processes, database);
            await job.Prepare(WarmUp);
            free[silos - 1] = await PrintShares(output, $"{silos} silo(s) of 1 thread", job, processes);
            foreach (var (core, process) in processes.Index())
            {
                ProcessorTime.Bind(process, core);
            }

            bound[silos - 1] = await PrintShares(output, $"{silos} silo(s) of 1 core", job, processes);
            await PrintPlaces(output, connection.Client);
        }

        Line(output, $"two silos of one thread do {free[1] / free[0]:F2} times what one does, with a core each {bound[1] / bound[0]:F2} times");
    }

    /// <summary>Galaxies per second, and who had what of the time.</summary>
    private static async Task<double> PrintShares(
        TextWriter output, string what, Job job, int[] processes)
    {
        var before = Array.ConvertAll(processes, CpuOf);
        var (own, machine) = (ProcessorTime.Of(Environment.ProcessId), ProcessorTime.OfMachine());
        var done = await job.Run(Passes);
        (own, machine) = (ProcessorTime.Of(Environment.ProcessId) - own, ProcessorTime.OfMachine() - machine);
        Print(output, what, done);
        double Percent(double seconds) => 100 * seconds / done.Wall;
        foreach (var (process, start) in processes.Zip(before))
        {
            var now = CpuOf(process);
            var science = now.Science - start.Science;
            Line(output, $"    a silo: its thread was busy {Percent(science):F0} % of the time, and {Percent(now.Waiting - start.Waiting):F0} % without a core; the rest of it took {Percent(now.All - start.All - science):F0} % of a core");
        }

        Line(output, $"    PostgreSQL took {Percent(done.Server):F0} % of a core, the client {Percent(own):F0} %, other programs {Percent(machine - own - done.Server - done.Science - done.Outside):F0} %");
        return done.Galaxies / done.Wall;
    }

    private static async Task PrintPlaces(TextWriter output, IClusterClient client)
    {
        var grains = await client.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        foreach (var silo in grains.GroupBy(grain => grain.SiloAddress.ToString()).OrderBy(silo => silo.Key))
        {
            int Of(string type) => silo.Count(grain => grain.GrainId.Type.ToString() == type);
            Line(output, $"    {silo.Key} holds {Of("tile")} tiles, {Of("galaxy")} galaxies");
        }
    }

    private static (double Science, double All, double Waiting) CpuOf(int process) => (
        ProcessorTime.OfScience(process), ProcessorTime.Of(process), ProcessorTime.OfScienceWaiting(process));

    private static Task<ClusterConnection> Connect(BenchDatabase database) => ClusterConnection.OpenAsync(
        new ClusterSettings { Database = database.Settings }, TimeSpan.FromSeconds(60), _ => { }, default);

    private static string Simulate(string folder, int side, string name = "field", int raDeg = 150)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "galnet.dll"), "simulate", "field", "--size", $"{side}",
                "--density", "2", "--seed", "7", "--ra", $"{raDeg}", "--out", Path.Combine(folder, name)])
        {
            RedirectStandardOutput = true,
        })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? Path.Combine(folder, name, "field.fits")
            : throw new InvalidOperationException("the field could not be simulated");
    }

    private static void Print(TextWriter output, string what, Done done)
    {
        double Each(double seconds) => 1000 * seconds / done.Galaxies;
        var total = done.Science + done.Outside + done.Server;
        Line(output, $"{what,-23}{done.Galaxies,10}  {done.Galaxies / done.Wall,10:F0}/s  {Each(done.Science),26:F3}{Each(done.Outside),10:F3}{Each(done.Server),13:F3}  {100 * (done.Outside + done.Server) / total,13:F1} %{Each(done.Compiling),12:F3}");
    }

    private static void Line(TextWriter output, FormattableString text)
        => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private readonly record struct Done(int Galaxies, double Wall, double Science, double Outside, double Server, double Compiling);

    private sealed class Job(
        IGrainFactory grains, string image, MeasureSettings settings, Func<int[]> silos, BenchDatabase database)
    {
        private ITileGrain[] _tiles = [];

        /// <summary>
        /// Sources, PSF and every galaxy once, and again so many times: loads what is to be loaded, compiles what runs
        /// often.
        /// </summary>
        public async Task Prepare(int warmUp)
        {
            var ingested = await grains.GetGrain<ICatalogueGrain>(ICatalogueGrain.Key)
                .Ingest(new ImageSource { Path = image });
            _tiles = [.. ingested.Image.Tiles.Select(tile => grains.GetGrain<ITileGrain>(tile))];
            await Each(tile => tile.Process(settings));
            for (var pass = 0; pass < warmUp; pass++)
            {
                await Each(tile => tile.Refit([], settings));
            }
        }

        public async Task<Done> Run(int passes)
        {
            var before = Cpu();
            var clock = Stopwatch.GetTimestamp();
            var galaxies = 0;
            for (var pass = 0; pass < passes; pass++)
            {
                galaxies += await Each(tile => tile.Refit([], settings));
            }

            var wall = Stopwatch.GetElapsedTime(clock).TotalSeconds;
            var after = Cpu();
            var science = after.Science - before.Science;
            return new Done(galaxies, wall, science, after.All - before.All - science, after.Server - before.Server,
                after.Compiling - before.Compiling);
        }

        private async Task<int> Each(Func<ITileGrain, Task<TileStatus>> ask)
        {
            var done = await Task.WhenAll(_tiles.Select(async tile =>
            {
                var status = await ask(tile);
                await foreach (var next in tile.Watch())
                {
                    status = next;
                }

                return status.Message is null
                    ? status.DoneThisRun
                    : throw new InvalidOperationException(status.Message);
            }));
            return done.Sum();
        }

        private (double Science, double All, double Server, double Compiling) Cpu()
        {
            var processes = silos();
            return (processes.Sum(ProcessorTime.OfScience), processes.Sum(ProcessorTime.Of),
                ProcessorTime.OfFamily(database.Server), processes.Sum(ProcessorTime.OfCompiler));
        }
    }
}
