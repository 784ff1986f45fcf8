using System.Diagnostics;
using GaLNet.Cluster.Tests.Support;

namespace GaLNet.Cluster.Tests.Breaking;

/// <summary>The database goes away in the middle of a job, for longer than anybody waits for it.</summary>
[Collection(ClusterCollection.Name)]
public sealed class LostDatabaseTests(LocalCluster cluster, ITestOutputHelper output)
{
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(15);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Skip = Postgres.Missing, SkipUnless = nameof(Postgres.IsHere), SkipType = typeof(Postgres))]
    public async Task A_database_that_stays_away_is_said_clearly_and_everything_goes_on_when_it_is_back()
    {
        var image = await Survey.Simulate(cluster, "away", 900, 60);
        await cluster.Only(2);
        (await cluster.Galnet("ingest", image, "--cluster", "local")).Succeeded();
        await using var client = await cluster.Connect();
        var found = await Survey.ImageOf(client.Client, image, Stop);
        var (command, process) = await Survey.InTheMiddle(cluster, client.Client, found, Stop);

        await cluster.TellDatabase("stop");
        var clock = Stopwatch.GetTimestamp();
        var late = Commands.Finish(cluster.StartGalnet("status", "--cluster", "local"));
        var refused = await Commands.Finish(command);
        var said = Stopwatch.GetElapsedTime(clock);
        var lateRefused = await late;
        await Task.Delay(TimeSpan.FromTicks(Math.Max(0, (Away - Stopwatch.GetElapsedTime(clock)).Ticks)), Stop);
        await cluster.TellDatabase("start");
        var away = Stopwatch.GetElapsedTime(clock);
        var pending = await Survey.Pending(client.Client, found, Stop);
        output.WriteLine(
            $"the database was away for {ChaosSize.Text(away)}; the command that was under way said so after "
            + $"{ChaosSize.Text(said)}, with {pending} galaxies left:");
        output.WriteLine(refused.Error);

        foreach (var outcome in (Commands.Outcome[])[refused, lateRefused])
        {
            outcome.ExitCode.Should().Be(1);
            outcome.Error.Should().Contain("does not answer").And.Contain("goes on when it is back")
                .And.NotContain("   at ");
        }

        pending.Should().BePositive("it went away in the middle");
        (await cluster.Galnet(process)).Succeeded();
        (await Survey.Rows(client.Client, found, Stop)).ShouldBe(
            await Survey.Undisturbed(image, Path.Combine(cluster.Root, "away.db")));
        await Survey.PagesAreWhatGalaxiesSay(client.Client, found, Stop);
        // One that could not be taken away while the database was gone goes when it rings next (Limits:ResumeSeconds).
        for (var waited = 0; waited < 45 && await cluster.Reminders(Stop) > 0; waited++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), Stop);
        }

        (await cluster.Reminders(Stop)).Should().Be(0);
    }

    [Fact(Skip = Postgres.Missing, SkipUnless = nameof(Postgres.IsHere), SkipType = typeof(Postgres))]
    public async Task A_database_that_crashes_in_the_middle_of_a_job_leaves_no_page_that_galaxies_know_nothing_of()
    {
        var image = await Survey.Simulate(cluster, "crash", 700, 61);
        await cluster.Only(2);
        await cluster.FlushSeldom(Stop);
        (await cluster.Galnet("ingest", image, "--cluster", "local")).Succeeded();
        await using var client = await cluster.Connect();
        var found = await Survey.ImageOf(client.Client, image, Stop);
        var (command, _) = await Survey.InTheMiddle(cluster, client.Client, found, Stop);

        var crashes = 0;
        for (; crashes < 4 && !command.HasExited; crashes++)
        {
            await cluster.TellDatabase("kill");
            await cluster.TellDatabase("start");
            await Task.Delay(TimeSpan.FromSeconds(1), Stop);
        }

        (await Commands.Finish(command)).Succeeded();
        output.WriteLine($"the database crashed {crashes} times under a job, which went on");
        crashes.Should().BeGreaterThan(1, "it is to crash in the middle");
        (await Survey.Rows(client.Client, found, Stop)).ShouldBe(
            await Survey.Undisturbed(image, Path.Combine(cluster.Root, "crash.db")));
        await Survey.PagesAreWhatGalaxiesSay(client.Client, found, Stop);
        (await cluster.Reminders(Stop)).Should().Be(0);
    }
}
