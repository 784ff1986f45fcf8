using System.Diagnostics;
using System.Globalization;
using GaLNet.Cluster.Tests.Support;
using GaLNet.Grains.Interfaces.Catalogue;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;
using Npgsql;

namespace GaLNet.Cluster.Tests;

/// <summary>
/// A job on three silos that are killed, frozen and replaced all the time, and whose database is restarted, ends with
/// the catalogue of an undisturbed run. GALNET_CHAOS_SIZE (pixels, 700) and GALNET_CHAOS_KILLS (4) make it larger.
/// </summary>
[Collection(ClusterCollection.Name)]
public sealed class ChaosTests(LocalCluster cluster, ITestOutputHelper output)
{
    private const int Silos = 3;
    private static readonly int Size = Number("GALNET_CHAOS_SIZE", 700);
    private static readonly int Kills = Number("GALNET_CHAOS_KILLS", 4);
    private readonly Random _random = new(6);
    private int _kills;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Skip = Postgres.Missing, SkipUnless = nameof(Postgres.IsHere), SkipType = typeof(Postgres))]
    public async Task A_job_under_kills_gives_the_catalogue_of_an_undisturbed_run()
    {
        var image = await Survey.Simulate(cluster, "chaos", Size, 41);
        var expected = await Survey.Undisturbed(image, Path.Combine(cluster.Root, "undisturbed.db"));
        expected.Count(row => row.Engine.Length > 0).Should().BeGreaterThan(60, "a small catalogue proves nothing");

        await cluster.Up(Silos);
        (await cluster.Galnet("ingest", image, "--cluster", "local")).Succeeded();

        // Other stamps make every fit stale: the same galaxies are measured again until enough has been broken.
        for (var round = 0; round == 0 || _kills < Kills; round++)
        {
            await Disturbed("process", "--cluster", "local", Survey.Settings(Survey.StampSize + 2));
            await Disturbed("process", "--cluster", "local", Survey.Settings());
        }

        await using var client = await cluster.Connect();
        var found = await Survey.ImageOf(client.Client, image, Stop);
        await AllIdle(client.Client, found);
        var rows = await Survey.Rows(client.Client, found, Stop);
        output.WriteLine($"{rows.Length} rows, {rows.Count(row => row.Engine.Length > 0)} fits, {_kills} kills");
        Survey.Values(rows).Should().Equal(Survey.Values(expected));
        rows.Select(row => (row.GalaxyId, row.ImageId)).Should().OnlyHaveUniqueItems();
        foreach (var tile in found.Tiles)
        {
            (await client.Client.GetGrain<ITileGrain>(tile).RebuildPage(Stop)).Should()
                .BeEquivalentTo(new { Differences = 0 }, "the page is what its galaxies say");
        }

        (await Reminders()).Should().Be(0, "a reminder never outlives its work");
    }

    /// <summary>Runs a command to its end while silos die.</summary>
    private async Task Disturbed(string verb, string option, string value, string[] settings)
    {
        using var over = new CancellationTokenSource();
        var breaking = Break(over.Token);
        var outcome = await cluster.Galnet([verb, option, value, .. settings]);
        await over.CancelAsync();
        await breaking;
        outcome.Succeeded();
    }

    private async Task Break(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var victim = _random.Next(1, Silos + 1);
            switch (_kills % 4)
            {
                case 1:
                    output.WriteLine($"freezing silo {victim}");
                    await cluster.Script("freeze", $"{victim}");
                    await Pause(9, over);
                    await cluster.Script("kill", $"{victim}");
                    break;
                case 3:
                    output.WriteLine("restarting the database");
                    (await cluster.Script("database", "restart")).Succeeded();
                    goto default;
                default:
                    output.WriteLine($"killing silo {victim}");
                    await cluster.Script("kill", $"{victim}");
                    break;
            }

            _kills++;
            await cluster.Up(Silos);
            await Pause(2, over);
        }
    }

    private static async Task Pause(double seconds, CancellationToken over)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), over);
        }
        catch (OperationCanceledException)
        {
            // The job is done: what was begun is finished, nothing more is broken.
        }
    }

    private static async Task AllIdle(IGrainFactory grains, ImageInfo image)
    {
        foreach (var tile in image.Tiles)
        {
            var grain = grains.GetGrain<ITileGrain>(tile);
            while ((await grain.GetStatus(Stop)).Pending > 0)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), Stop);
            }
        }
    }

    private async Task<long> Reminders()
    {
        await using var connection = new NpgsqlConnection(cluster.Database.ConnectionString());
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM OrleansRemindersTable", connection);
        return (long)(await command.ExecuteScalarAsync(Stop))!;
    }

    private static int Number(string variable, int otherwise)
        => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;
}
