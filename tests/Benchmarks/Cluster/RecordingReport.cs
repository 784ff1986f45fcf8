using System.Diagnostics;
using System.Globalization;
using GaLNet.Cluster.Tests.Storage;
using GaLNet.Grains;
using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.State;
using GaLNet.Silo.Clustering;
using GaLNet.Silo.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;
using Orleans.Storage;

namespace GaLNet.Benchmarks.Cluster;

/// <summary>
/// The message and recording path with nothing measured: fits that are there already go to their galaxies, which write
/// them to PostgreSQL, group by group; after each group its tile writes its page. What a tile does, without the science.
/// </summary>
internal static class RecordingReport
{
    private const int Tiles = 8;
    private const double SecondsPerWeek = 7 * 86_400;
    private const double SurveyStamps = 1e10;

    public static async Task Print(TextWriter output, int galaxies, int group)
    {
        using var database = await BenchDatabase.Start();
        var processBefore = Environment.CpuUsage.TotalTime;
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
        var pages = host.Services.GetRequiredKeyedService<IGrainStorage>(GrainStores.Catalogue);
        await Run(grains, pages, 1_000_000_000, 2_000, group);
        var idle = Environment.WorkingSet;
        var (cpu, clock) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        await Run(grains, pages, 0, galaxies, group);
        var wall = Stopwatch.GetElapsedTime(clock).TotalSeconds;
        var silo = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
        var server = await DatabaseBytes(database);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"""
            galaxies            {galaxies} in {Tiles} tiles, groups of {group}
            wall                {wall:F1} s = {galaxies / wall:F0} galaxies/s, one silo and PostgreSQL on {Environment.ProcessorCount} cores
            silo's processor    {silo:F1} s = {1e6 * silo / galaxies:F0} us per galaxy = {galaxies / silo:F0} galaxies/s per core
            memory              {idle >> 20} MiB before, {Environment.WorkingSet >> 20} MiB with {galaxies} galaxies active
            store               {server / galaxies:F0} bytes per galaxy, index and pages included
            10^10 in a week     needs {SurveyStamps / SecondsPerWeek:F0}/s: {SurveyStamps / SecondsPerWeek / (galaxies / wall):F1} such machines
            """));
        await host.StopAsync();
    }

    private static async Task Run(IGrainFactory grains, IGrainStorage pages, long first, int galaxies, int group)
    {
        await Task.WhenAll(Enumerable.Range(0, Tiles).Select(tile => Task.Run(async () =>
        {
            var page = new GrainState<PageState>(new PageState());
            var builder = new TilePageBuilder($"8/{tile}");
            foreach (var ids in Enumerable.Range(0, galaxies / Tiles).Chunk(group))
            {
                var fits = ids.Select(i => StoredFits.Fit with { GalaxyId = first + tile * (1L << 42) + i }).ToArray();
                await Task.WhenAll(fits.Select(fit => grains.GetGrain<IGalaxyGrain>(fit.GalaxyId).Record(fit)));
                foreach (var fit in fits)
                {
                    builder.Add(fit);
                }

                page.State = new PageState { Page = builder.Build() };
                await pages.WriteStateAsync("page", GrainId.Create("tile", $"{first}/{tile}"), page);
            }
        })));
    }

    private static async Task<double> DatabaseBytes(BenchDatabase database)
    {
        await using var connection = new Npgsql.NpgsqlConnection(database.Settings.ConnectionString());
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand("SELECT pg_total_relation_size('orleansstorage')", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
