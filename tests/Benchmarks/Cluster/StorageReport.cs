using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using GaLNet.Cluster.Tests.Storage;
using GaLNet.Grains.State;
using GaLNet.Silo.Storage;
using Orleans.Runtime;
using Orleans.Storage;

namespace GaLNet.Benchmarks.Cluster;

/// <summary>
/// Writes per second of our grain storage and of the one that Orleans ships, side by side in one run, on the same tables
/// with the same rows and serialiser: many grains that each wait for their own write, first new, then known. The server
/// shares the machine.
/// </summary>
internal static class StorageReport
{
    private const int Rounds = 3;

    // A single writer; a group of a tile that fits; a group of one that asks a network; several tiles at once.
    private static readonly int[] Writers = [1, 32, 256, 1024];

    public static async Task Print(TextWriter output, int writes)
    {
        using var database = await BenchDatabase.Start();
        var file = Path.Combine(database.Root, "bench.db");
        SqliteStore.Prepare(file);
        await using var sqliteRows = new SqliteRows(file, "galnet", new OneWriter(file));
        await using var postgresRows = new PostgresRows(database.Settings, "galnet");
        var bytes = CatalogueStorage.SerializerOf(Storages.Services).Serialize(State(1).State).ToMemory().Length;
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"== grain storage: rows of {bytes} bytes, each written new and then known, {Rounds} rounds in turn"));
        await output.WriteLineAsync(
            "database    grains waiting  storage     writes/s  times stock  rows/statement  CPU us/row  times less CPU");
        var sqlite = await Storages.Stock(SqliteStore.Invariant, SqliteStore.ConnectionString(file));
        var postgres = await Storages.Stock(PostgresStore.Invariant, database.Settings.ConnectionString());
        // Tiles wait for the disk, galaxies do not: the tile's page that follows them does (docs/decisions/storage.md).
        var galaxies = Storages.Ours(new PatientRows(postgresRows, database.Settings));
        var run = new Run(output, database.Server);
        foreach (var writers in Writers)
        {
            await run.Compare("sqlite", writers, writes, sqlite, ("galaxies", Storages.Ours(sqliteRows), "galaxy"));
        }

        foreach (var writers in Writers)
        {
            await run.Compare("postgres", writers, writes, postgres,
                ("galaxies", galaxies, "galaxy"), ("to disk", galaxies, "tile"));
        }

        SqliteStore.Close(file);
    }

    private static GrainState<GalaxyState> State(long id) => new(new GalaxyState
    {
        Fits = [StoredFits.Fit with { GalaxyId = id }],
    });

    private sealed class Run(TextWriter output, int server)
    {
        private long _next;

        public async Task Compare(
            string database, int writers, int most, IGrainStorage stock,
            params (string Name, IGrainStorage Storage, string State)[] ours)
        {
            // Who writes alone, and who is slow, gets fewer writes, or the round would take minutes; rates are compared.
            var writes = Math.Min(most, 20 * writers + most / 10);
            (string Name, IGrainStorage Storage, string State)[] all = [("stock", stock, "galaxy"), .. ours];
            var measured = all.Select(_ => new Measured()).ToArray();
            for (var round = 0; round <= Rounds; round++)
            {
                for (var i = 0; i < all.Length; i++)
                {
                    var count = round == 0 ? Math.Min(writers, 256) : i == 0 ? Math.Max(writes / 10, writers) : writes;
                    var one = await Write(all[i].Storage, all[i].State, writers, count);
                    measured[i] = round == 0 ? measured[i] : measured[i].Plus(one);
                }
            }

            foreach (var (one, what) in measured.Zip(all))
            {
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"{database,-10}  {writers,14}  {what.Name,-8}  {one.Rate,10:F0}  {one.Rate / measured[0].Rate,11:F1}"
                    + $"  {one.RowsPerGroup,14:F0}  {one.CpuMicroseconds,10:F0}"
                    + $"  {measured[0].CpuMicroseconds / one.CpuMicroseconds,14:F1}"));
            }
        }

        /// <summary>Writes so many states twice.</summary>
        private async Task<Measured> Write(IGrainStorage storage, string name, int writers, int writes)
        {
            var first = _next += 1_000_000;
            using var groups = new GroupCounter();
            var (clock, cpu) = (Stopwatch.GetTimestamp(), Cpu());
            var next = -1;
            await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
            {
                for (int i; (i = Interlocked.Increment(ref next)) < writes;)
                {
                    var state = State(first + i);
                    await storage.WriteStateAsync(name, Storages.Grain(first + i), state);
                    await storage.WriteStateAsync(name, Storages.Grain(first + i), state);
                }
            })));
            return new Measured(
                2 * writes, Stopwatch.GetElapsedTime(clock).TotalSeconds, Cpu() - cpu, groups.Rows, groups.Groups);
        }

        private double Cpu() => Environment.CpuUsage.TotalTime.TotalSeconds + ProcessorTime.OfFamily(server);
    }

    private readonly record struct Measured(long Writes, double Seconds, double Cpu, long Rows, long Groups)
    {
        public double Rate => Writes / Seconds;

        public double CpuMicroseconds => 1e6 * Cpu / Writes;

        public double RowsPerGroup => Groups == 0 ? 1 : (double)Rows / Groups;

        public Measured Plus(Measured other) => new(Writes + other.Writes, Seconds + other.Seconds, Cpu + other.Cpu,
            Rows + other.Rows, Groups + other.Groups);
    }

    /// <summary>Counts the rows that share a statement.</summary>
    private sealed class GroupCounter : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _rows, _groups;

        public GroupCounter()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "galnet.storage.group")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<int>((_, rows, _, _) =>
            {
                Interlocked.Add(ref _rows, rows);
                Interlocked.Increment(ref _groups);
            });
            _listener.Start();
        }

        public long Rows => Interlocked.Read(ref _rows);

        public long Groups => Interlocked.Read(ref _groups);

        public void Dispose() => _listener.Dispose();
    }
}
