using System.Diagnostics;
using System.Globalization;
using GaLNet.Cluster.Tests.Storage;
using GaLNet.Grains.State;
using GaLNet.Silo.Storage;
using Orleans.Runtime;
using Orleans.Storage;

namespace GaLNet.Benchmarks.Cluster;

/// <summary>
/// Writes per second of our grain storage and of the one that Orleans ships, side by side in one run, on the same tables
/// with the same rows and serialiser: many grains that each wait for their own write, first new, then known.
/// </summary>
internal static class StorageReport
{
    private const int Writers = 512;
    private const int Rounds = 3;

    public static async Task Print(TextWriter output, int writes)
    {
        using var database = await BenchDatabase.Start();
        var file = Path.Combine(database.Root, "bench.db");
        SqliteStore.Prepare(file);
        await using var sqliteRows = new SqliteRows(file, "galnet", new OneWriter(file));
        await using var postgresRows = new PostgresRows(database.Settings, "galnet");
        var bytes = CatalogueStorage.SerializerOf(Storages.Services).Serialize(State(1).State).ToMemory().Length;
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{writes} writes per round of {bytes} bytes, {Writers} grains waiting at once, {Rounds} rounds in turn"));
        await output.WriteLineAsync("database    storage    writes/s     times stock");
        await Compare(output, "sqlite", writes,
            await Storages.Stock(SqliteStore.Invariant, SqliteStore.ConnectionString(file)), Storages.Ours(sqliteRows));
        await Compare(output, "postgres", writes,
            await Storages.Stock(PostgresStore.Invariant, database.Settings.ConnectionString()),
            Storages.Ours(new PatientRows(postgresRows, database.Settings)));
        SqliteStore.Close(file);
    }

    private static async Task Compare(
        TextWriter output, string database, int writes, IGrainStorage stock, IGrainStorage ours)
    {
        double stockSeconds = 0, ourSeconds = 0;
        var next = 1L;
        await Write(stock, next, 256);
        await Write(ours, next + 256, 256);
        for (var round = 0; round < Rounds; round++)
        {
            // A slow provider gets fewer writes, or the round would take minutes; rates are compared.
            stockSeconds += await Write(stock, next += 1_000_000, writes / 10) * 10;
            ourSeconds += await Write(ours, next += 1_000_000, writes);
        }

        var (stockRate, ourRate) = (2 * Rounds * writes / stockSeconds, 2 * Rounds * writes / ourSeconds);
        foreach (var (name, rate) in new[] { ("stock", stockRate), ("ours", ourRate) })
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{database,-10}  {name,-7}  {rate,10:F0}  {rate / stockRate,14:F1}"));
        }
    }

    /// <summary>Writes so many states twice; seconds.</summary>
    private static async Task<double> Write(IGrainStorage storage, long first, int writes)
    {
        var clock = Stopwatch.GetTimestamp();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(Writers, writes)).Select(_ => Task.Run(async () =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < writes;)
            {
                var state = State(first + i);
                await storage.WriteStateAsync("galaxy", Storages.Grain(first + i), state);
                await storage.WriteStateAsync("galaxy", Storages.Grain(first + i), state);
            }
        })));
        return Stopwatch.GetElapsedTime(clock).TotalSeconds;
    }

    private static GrainState<GalaxyState> State(long id) => new(new GalaxyState
    {
        Fits = [StoredFits.Fit with { GalaxyId = id }],
    });
}
