using System.Globalization;
using GaLNet.Cluster.Tests.Support;
using GaLNet.Grains.Interfaces.Catalogue;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Silo.Clustering;
using GaLNet.Silo.Configuration;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace GaLNet.Cluster.Tests;

/// <summary>What a silo tells about its work on <c>/metrics</c>.</summary>
[Collection(ClusterCollection.Name)]
public sealed class MetricsTests(LocalCluster cluster)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Skip = Postgres.Missing, SkipUnless = nameof(Postgres.IsHere), SkipType = typeof(Postgres))]
    public async Task The_rates_queues_and_failures_of_a_job_can_be_scraped()
    {
        var image = await Survey.Simulate(cluster, "metrics", 300, 43);
        var port = FreePorts.InARow(3);
        var database = await OwnDatabase();
        var settings = new SiloSettings
        {
            Mode = SiloMode.Cluster,
            Cluster = new ClusterSettings { ClusterId = "metrics", Database = database },
            Name = "metrics",
            Port = port,
            GatewayPort = port + 1,
            ImageRoots = [cluster.Root],
            Limits = new LimitSettings { TileOrder = LocalCluster.TileOrder, ComputeThreads = 1 },
            Monitoring = new MonitoringSettings { Port = port + 2 },
        };
        using var silo = await ClusterSilo.StartAsync(settings, Stop);
        await using (var client = await ClusterConnection.OpenAsync(
            settings.Cluster, TimeSpan.FromSeconds(60), _ => { }, Stop))
        {
            var grains = client.Client;
            var ingested = await grains.GetGrain<ICatalogueGrain>(ICatalogueGrain.Key)
                .Ingest(new ImageSource { Path = image }, Stop);
            foreach (var engine in new[] { "chi2", "galnet-1" })
            {
                foreach (var tile in ingested.Image.Tiles.Select(name => grains.GetGrain<ITileGrain>(name)))
                {
                    await tile.Process(new MeasureSettings { Engine = engine, MinSignalToNoise = 15 }, Stop);
                    await foreach (var _ in tile.Watch(Stop))
                    {
                    }
                }
            }
        }

        using var http = new HttpClient();
        var text = await http.GetStringAsync(new Uri($"http://127.0.0.1:{port + 2}/metrics"), Stop);
        Value(text, "galnet_fits", "engine=\"chi2\"").Should().BePositive("stamps/s is its rate");
        Value(text, "galnet_fits", "engine=\"galnet-1\"").Should().BePositive();
        Value(text, "galnet_inference_stamps").Should().BePositive();
        Value(text, "galnet_inference_batch_fill", "_sum").Should().BePositive();
        Value(text, "galnet_storage_rows", "operation=\"write\"").Should().BePositive("writes/s is its rate");
        foreach (var gauge in new[] { "galnet_inference_queued", "galnet_fits_stale", "galnet_fits_pending",
            "galnet_stamps_waiting" })
        {
            Value(text, gauge).Should().Be(0, $"the work is done and {gauge} says so");
        }

        await silo.StopAsync(Stop);
    }

    // A catalogue of its own on the same server.
    private async Task<DatabaseSettings> OwnDatabase()
    {
        await using var connection = new NpgsqlConnection(cluster.Database.ConnectionString());
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand("CREATE DATABASE metrics", connection);
        await command.ExecuteNonQueryAsync(Stop);
        return cluster.Database with { Name = "metrics" };
    }

    // The sum of all lines of a metric that hold a text; NaN when there is none.
    private static double Value(string text, string name, string holding = "")
    {
        double[] values = [.. text.Split('\n')
            .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Contains(holding))
            // The labels stand in braces and may hold spaces; a time may follow the value.
            .Select(line => line[(line.Contains('}') ? line.LastIndexOf('}') + 1 : name.Length)..])
            .Select(rest => rest.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(words => words.Length > 0 && double.TryParse(
                words[0], CultureInfo.InvariantCulture, out var value) ? value : double.NaN)];
        return values.Length == 0 ? double.NaN : values.Sum();
    }
}
