using GaLNet.Cluster.Tests.Support;
using GaLNet.Grains.Interfaces.Tiles;

namespace GaLNet.Cluster.Tests;

/// <summary>Everything dies at once; the database goes away; silos are restarted one by one under questions.</summary>
[Collection(ClusterCollection.Name)]
public sealed class OutageTests(LocalCluster cluster, ITestOutputHelper output)
{
    private static readonly TimeSpan ReminderWait = TimeSpan.FromMinutes(2.5);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Skip = Postgres.Missing, SkipUnless = nameof(Postgres.IsHere), SkipType = typeof(Postgres))]
    public async Task After_everything_died_at_once_the_job_resumes_by_itself()
    {
        var image = await Survey.Simulate(cluster, "resume", 420, 42);
        await cluster.Up(2);
        await using (var client = await cluster.Connect())
        {
            (await cluster.Galnet("ingest", image, "--cluster", "local")).Succeeded();
            var found = await Survey.ImageOf(client.Client, image, Stop);
            foreach (var tile in found.Tiles)
            {
                await client.Client.GetGrain<ITileGrain>(tile).Process(
                    new MeasureSettings { StampSize = Survey.StampSize, MinSignalToNoise = 15 }, Stop);
            }
        }

        await Task.WhenAll(
            cluster.Script("kill", "1"), cluster.Script("kill", "2"), cluster.Script("database", "kill"));
        await cluster.Up(2);

        await using var again = await cluster.Connect();
        var known = await Survey.ImageOf(again.Client, image, Stop);
        var pending = await Pending(again.Client, known.Tiles);
        pending.Should().BePositive("the job was killed in the middle");
        for (var waited = TimeSpan.Zero; pending > 0 && waited < ReminderWait; waited += TimeSpan.FromSeconds(1))
        {
            await Task.Delay(TimeSpan.FromSeconds(1), Stop);
            pending = await Pending(again.Client, known.Tiles);
        }

        pending.Should().Be(0, "reminders resume the work");
        var rows = await Survey.Rows(again.Client, known, Stop);
        rows.Count(row => row.Engine.Length > 0).Should().BePositive();
        var expected = await Survey.Undisturbed(image, Path.Combine(cluster.Root, "resume.db"));
        Survey.Values(rows).Should().Equal(Survey.Values(expected));
    }

    [Fact(Skip = Postgres.Missing, SkipUnless = nameof(Postgres.IsHere), SkipType = typeof(Postgres))]
    public async Task A_lost_database_is_said_clearly_and_everything_goes_on_when_it_is_back()
    {
        var image = await Survey.Simulate(cluster, "lost", 260, 43);
        await cluster.Up(1);
        (await cluster.Galnet("ingest", image, "--cluster", "local")).Succeeded();
        await using var client = await cluster.Connect();
        var tile = (await Survey.ImageOf(client.Client, image, Stop)).Tiles[0];

        (await cluster.Script("database", "stop")).Succeeded();
        var offline = await cluster.Galnet("status", "--cluster", "local");
        var write = () => client.Client.GetGrain<ITileGrain>(tile).Process(new MeasureSettings { StampSize = 41 }, Stop);
        var refusal = (await write.Should().ThrowAsync<Exception>()).Which;
        (await cluster.Script("database", "start")).Succeeded();

        offline.ExitCode.Should().Be(1);
        offline.Error.Should().Contain("does not answer").And.Contain("goes on when it is back")
            .And.NotContain(cluster.Database.Password!).And.NotContain("   at ");
        refusal.Message.Should().Contain("does not answer").And.NotContain(cluster.Database.Password!);
        (await cluster.Galnet(["process", tile, "--cluster", "local", .. Survey.Settings()])).Succeeded();
        (await client.Client.GetGrain<ITileGrain>(tile).GetStatus(Stop)).Pending.Should().Be(0);
    }

    [Fact(Skip = Postgres.Missing, SkipUnless = nameof(Postgres.IsHere), SkipType = typeof(Postgres))]
    public async Task A_rolling_restart_under_questions_fails_none_of_them()
    {
        var image = await Survey.Simulate(cluster, "rolling", 260, 44);
        await cluster.Up(2);
        (await cluster.Galnet("ingest", image, "--cluster", "local")).Succeeded();
        (await cluster.Galnet(["process", "--cluster", "local", .. Survey.Settings()])).Succeeded();
        await using var client = await cluster.Connect();
        var tiles = (await Survey.ImageOf(client.Client, image, Stop)).Tiles;
        using var over = new CancellationTokenSource();
        var asked = 0;
        var asking = Task.Run(
            async () =>
            {
                for (; !over.IsCancellationRequested; asked++)
                {
                    await client.Client.GetGrain<ITileGrain>(tiles[asked % tiles.Length]).GetPage(Stop);
                    await Task.Delay(20, Stop);
                }
            },
            Stop);
        var commands = Task.Run(
            async () =>
            {
                while (!over.IsCancellationRequested)
                {
                    (await cluster.Galnet("tile", tiles[0], "--cluster", "local")).Succeeded();
                }
            },
            Stop);
        foreach (var silo in new[] { 1, 2 })
        {
            (await cluster.Script("stop", $"{silo}")).Succeeded();
            await cluster.Up(2);
        }

        await over.CancelAsync();
        await asking;
        await commands;
        output.WriteLine($"{asked} questions, none failed");
        asked.Should().BeGreaterThan(20);
    }

    private static async Task<int> Pending(IGrainFactory grains, IEnumerable<string> tiles)
    {
        var pending = await Task.WhenAll(tiles.Select(tile => grains.GetGrain<ITileGrain>(tile).GetStatus(Stop)));
        return pending.Sum(status => status.Pending);
    }
}
