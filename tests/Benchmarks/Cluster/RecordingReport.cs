using System.Diagnostics;
using System.Globalization;
using GaLNet.Grains;
using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Measuring;
using GaLNet.Grains.State;
using GaLNet.Grains.Tiles;
using GaLNet.Silo.Clustering;
using GaLNet.Silo.Configuration;
using GaLNet.Sky.Healpix;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;
using Orleans.Storage;

namespace GaLNet.Benchmarks.Cluster;

/// <summary>
/// The message and recording path with nothing measured: fits that are there already go through the tile's own recorder
/// to their galaxies, which write them to PostgreSQL, group by group; after each group the tile writes its page and what
/// is still pending. One band, then another band of the same galaxies.
/// </summary>
internal static class RecordingReport
{
    private const int LeastTiles = 4;
    private const int WarmUp = 8_000;
    private const int WarmUps = 3;
    private const double SecondsPerWeek = 7 * 86_400;
    private const double SurveyStamps = 1e10;

    public static async Task Print(TextWriter output, int galaxies, int group)
    {
        using var database = await BenchDatabase.Start();
        using var host = await ClusterSilo.StartAsync(new SiloSettings
        {
            Mode = SiloMode.Cluster,
            Cluster = new ClusterSettings { Database = database.Settings },
            Port = database.Port + 1,
            GatewayPort = database.Port + 2,
            ImageRoots = [database.Root],
            LogLevel = Microsoft.Extensions.Logging.LogLevel.Error,
        });
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        var storage = host.Services.GetRequiredKeyedService<IGrainStorage>(GrainStores.Catalogue);
        output.WriteLine($"== recording: {galaxies} galaxies in {TilesFor(galaxies)} tiles, groups of {group}, one silo and PostgreSQL on {Environment.ProcessorCount} cores");
        // Compiles what runs often; other tiles than the measured ones.
        for (var warm = 1; warm <= WarmUps; warm++)
        {
            var others = await Make(storage, 1000 * warm, WarmUp);
            await Run(others, grains, group, 0);
            await Run(others, grains, group, 1);
        }

        GC.Collect();
        Line(output, $"memory              {Environment.WorkingSet >> 20} MiB before");
        var tiles = await Make(storage, 0, galaxies);
        for (var band = 0; band < 2; band++)
        {
            var (silo, server) = (Environment.CpuUsage.TotalTime.TotalSeconds, ProcessorTime.OfFamily(database.Server));
            var before = Spent();
            var clock = Stopwatch.GetTimestamp();
            var recorded = await Run(tiles, grains, group, band);
            var wall = Stopwatch.GetElapsedTime(clock).TotalSeconds;
            var after = Spent();
            silo = 1e6 * (Environment.CpuUsage.TotalTime.TotalSeconds - silo) / recorded;
            server = 1e6 * (ProcessorTime.OfFamily(database.Server) - server) / recorded;
            var possible = 1e6 * Environment.ProcessorCount / (silo + server);
            Line(output, $"band {band + 1}              {recorded / wall:F0} galaxies/s by the clock; CPU per galaxy {silo:F0} us silo + {server:F0} us PostgreSQL");
            Line(output, $"                    = {possible:F0} galaxies/s when the {Environment.ProcessorCount} cores do nothing else; 10^10 in a week ({SurveyStamps / SecondsPerWeek:F0}/s) on {SurveyStamps / SecondsPerWeek / possible:F1} such machines");
            Line(output, $"                    of the silo's {1e6 * (after.Compiling - before.Compiling) / recorded:F0} us went into compiling; {1e-3 * (after.Allocated - before.Allocated) / recorded:F1} kB allocated per galaxy, collections {after.Collections - before.Collections}, {1e3 * (after.Pauses - before.Pauses):F0} ms of pauses in all, the last full one {GC.GetGCMemoryInfo(GCKind.FullBlocking).PauseDurations[0].TotalMilliseconds:F0} ms");
        }

        var bytes = await database.Ask("SELECT pg_total_relation_size('orleansstorage')");
        var state = await database.Ask(
            "SELECT avg(octet_length(PayloadBinary)) FROM OrleansStorage WHERE GrainTypeString = 'galaxy' AND Version = 2");
        Line(output, $"memory              {Environment.WorkingSet >> 20} MiB with {galaxies} galaxies active, PostgreSQL {ProcessorTime.FamilyMiB(database.Server)} MiB");
        Line(output, $"store               {(double)bytes / (galaxies + WarmUps * WarmUp):F0} bytes per galaxy with both bands, dead row versions included; state {state} bytes");
        await host.StopAsync();
    }

    private static (double Compiling, long Allocated, int Collections, double Pauses) Spent() => (
        ProcessorTime.OfCompiler(Environment.ProcessId), GC.GetTotalAllocatedBytes(), GC.CollectionCount(0),
        GC.GetTotalPauseDuration().TotalSeconds);

    // All at once, as a command has them at work on a cluster.
    private static int TilesFor(int galaxies) => Math.Max(LeastTiles, galaxies / SyntheticCatalogue.GalaxiesPerTile);

    private static async Task<RecordedTile[]> Make(IGrainStorage storage, int first, int galaxies)
    {
        var count = TilesFor(galaxies);
        HealpixCell[] cells = [.. Enumerable.Range(first, count).Select(index => new HealpixCell(8, index))];
        var tiles = cells.Select(cell => new RecordedTile(
            storage, new SyntheticTile(cell, SyntheticTile.ImageOver(cells, first + 1), galaxies / count, "galnet-2-r 0123456789abcdef"),
            SyntheticTile.ImageOver(cells, first + 2).ImageId)).ToArray();
        await Task.WhenAll(tiles.Select(tile => tile.Start()));
        return tiles;
    }

    private static async Task<int> Run(RecordedTile[] tiles, IGrainFactory grains, int group, int band)
        => (await Task.WhenAll(tiles.Select(tile => Task.Run(() => tile.Record(grains, group, band))))).Sum();

    private static void Line(TextWriter output, FormattableString text)
        => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>A tile's states and the recorder that it uses, without the tile.</summary>
    private sealed class RecordedTile(IGrainStorage storage, SyntheticTile tile, string otherImage)
    {
        private readonly string[] _images = [tile.Image.ImageId, otherImage];
        private readonly StoredState<TileState> _sky = new(
            new StateStorage<TileState>(storage), "tile", GrainId.Create("tile", tile.Cell.ToString()));
        private readonly StoredState<PageState> _page = new(
            new StateStorage<PageState>(storage), "page", GrainId.Create("tile", tile.Cell.ToString()));

        public async Task Start()
        {
            var first = tile.Sky.Images[0];
            var second = first with { Info = first.Info with { ImageId = otherImage } };
            _sky.State = tile.Sky with { Images = [first, second] };
            await _sky.WriteStateAsync();
        }

        public async Task<int> Record(IGrainFactory grains, int group, int band)
        {
            using var store = new TileStore(_sky, _page, new NoGrain(), _ => Task.CompletedTask);
            var grain = GrainId.Create("tile", tile.Cell.ToString());
            store.Open(new PageParts(storage, grain, tile.Cell, new GrainsOptions().PageRows),
                new SourceParts(storage, grain));
            await store.Load();
            var recorder = new TileRecorder(tile.Cell, store, grains);
            var work = tile.Fits.Select(fit => With(fit, _images[band])).Select(fit => new Measured
            {
                Asked = new PendingMeasurement(fit.GalaxyId, _images[band], fit.Provenance.Engine, 61, 0),
                Fit = fit,
            }).ToArray();
            await store.ChangePage(page => page with { Pending = [.. work.Select(one => one.Asked)] });
            var recorded = 0;
            foreach (var some in work.Chunk(group))
            {
                recorded += (await recorder.Record(some)).Recorded;
            }

            return recorded == work.Length && !store.Page.HasWork
                ? recorded
                : throw new InvalidOperationException($"{recorded} of {work.Length} galaxies were recorded");
        }

        private static GalaxyFit With(GalaxyFit fit, string image)
            => fit with { Provenance = fit.Provenance with { ImageId = image } };
    }
}
