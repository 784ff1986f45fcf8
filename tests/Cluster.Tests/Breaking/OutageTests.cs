using System.Diagnostics;
using GaLNet.Cluster.Tests.Support;
using GaLNet.Grains.Interfaces.Tiles;

namespace GaLNet.Cluster.Tests.Breaking;

/// <summary>Everything dies at once; a command's only gateway dies.</summary>
[Collection(ClusterCollection.Name)]
public sealed class OutageTests(LocalCluster cluster, ITestOutputHelper output)
{
    private static readonly TimeSpan ReminderWait = TimeSpan.FromMinutes(3);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Skip = Postgres.Missing, SkipUnless = nameof(Postgres.IsHere), SkipType = typeof(Postgres))]
    public async Task After_everything_died_at_once_the_job_resumes_by_itself()
    {
        var image = await Survey.Simulate(cluster, "resume", 800, 53);
        await cluster.Only(2);
        (await cluster.Galnet("ingest", image, "--cluster", "local")).Succeeded();
        await using (var client = await cluster.Connect())
        {
            var found = await Survey.ImageOf(client.Client, image, Stop);
            foreach (var tile in found.Tiles)
            {
                await client.Client.GetGrain<ITileGrain>(tile).Process(Survey.Fits, Stop);
            }

            (await Survey.Pending(client.Client, found, Stop)).Should().BePositive("the job is not done");
            await Task.WhenAll(cluster.Kill(1), cluster.Kill(2), cluster.TellDatabase("kill"));
        }

        await cluster.Up(2);
        var clock = Stopwatch.GetTimestamp();
        (await cluster.Reminders(Stop)).Should().BePositive("the job was killed in the middle");
        // Nobody asks a tile anything: a question would wake it.
        while (await cluster.Reminders(Stop) > 0)
        {
            Stopwatch.GetElapsedTime(clock).Should().BeLessThan(ReminderWait, "reminders resume the work");
            await Task.Delay(TimeSpan.FromSeconds(1), Stop);
        }

        output.WriteLine($"all died: the job was done {ChaosSize.Text(Stopwatch.GetElapsedTime(clock))} after the start");
        await using var again = await cluster.Connect();
        var known = await Survey.ImageOf(again.Client, image, Stop);
        var rows = await Survey.Rows(again.Client, known, Stop);
        rows.Count(row => row.Engine.Length > 0).Should().BePositive();
        rows.ShouldBe(await Survey.Undisturbed(image, Path.Combine(cluster.Root, "resume.db")));
        await Survey.PagesAreWhatGalaxiesSay(again.Client, known, Stop);
    }

    [Fact(Skip = Postgres.Missing, SkipUnless = nameof(Postgres.IsHere), SkipType = typeof(Postgres))]
    public async Task A_command_whose_only_gateway_dies_goes_on_through_another()
    {
        var image = await Survey.Simulate(cluster, "gateway", 1500, 56);
        await cluster.Only(1);
        (await cluster.Galnet("ingest", image, "--cluster", "local")).Succeeded();
        await using var client = await cluster.Connect();
        var found = await Survey.ImageOf(client.Client, image, Stop);
        var (command, _) = await Survey.InTheMiddle(cluster, client.Client, found, Stop);

        // When the command began there was no silo but the first.
        await cluster.Up(2);
        command.HasExited.Should().BeFalse("the command is in the middle");
        await cluster.Kill(1);
        (await Commands.Finish(command)).Succeeded();
        (await Survey.Rows(client.Client, found, Stop)).ShouldBe(await Survey.Undisturbed(image, Path.Combine(cluster.Root, "gateway.db")));
    }
}
