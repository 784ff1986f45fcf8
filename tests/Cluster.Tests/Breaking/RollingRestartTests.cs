using System.Collections.Concurrent;
using System.Diagnostics;
using GaLNet.Cluster.Tests.Support;
using GaLNet.Grains.Interfaces.Galaxies;

namespace GaLNet.Cluster.Tests.Breaking;

/// <summary>
/// All silos are told to stop and replaced, one after the other, under questions: neither a command fails nor a single
/// call of a client that repeats nothing.
/// </summary>
[Collection(ClusterCollection.Name)]
public sealed class RollingRestartTests(LocalCluster cluster, ITestOutputHelper output)
{
    private const int Silos = 3;
    private const int Commanders = 2;
    private const int Callers = 4;
    private const int LeastCommands = 30;
    private const int LeastCalls = 1000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly Questions _commands = new();
    private readonly Questions _calls = new();
    private string _moment = "before the first stop";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Skip = Postgres.Missing, SkipUnless = nameof(Postgres.IsHere), SkipType = typeof(Postgres))]
    public async Task A_rolling_restart_fails_no_command_and_no_call()
    {
        var image = await Survey.Simulate(cluster, "rolling", 400, 55);
        await cluster.Only(Silos);
        (await cluster.Galnet(["measure", image, "--cluster", "local", "--out", "rolling.csv", .. Survey.Options()]))
            .Succeeded();
        await using var strict = await cluster.Connect(TimeSpan.Zero);
        var found = await Survey.ImageOf(strict.Client, image, Stop);
        var rows = (await Survey.Rows(strict.Client, found, Stop)).Where(row => row.Engine.Length > 0).ToArray();
        var galaxies = rows.Select(row => row.GalaxyId).Distinct().ToArray();
        string[][] questions =
        [
            ["tile", found.Tiles[0]], ["galaxy", $"{galaxies[0]}"],
            ["cone", $"{rows[0].RaDeg:R}", $"{rows[0].DecDeg:R}", "5"], ["status"],
        ];

        using var over = new CancellationTokenSource();
        var asking = Enumerable.Range(0, Commanders)
            .Select(first => Ask(_commands, first, i => Command(questions[i % questions.Length]), over.Token))
            .Concat(Enumerable.Range(0, Callers).Select(first => Ask(
                _calls, first, i => strict.Client.GetGrain<IGalaxyGrain>(galaxies[i % galaxies.Length]).Get(Stop),
                over.Token)))
            .ToArray();
        for (var silo = 1; silo <= Silos; silo++)
        {
            _moment = $"silo {silo} is told to stop";
            (await cluster.Script("stop", $"{silo}")).Succeeded();
            _moment = $"silo {silo} has stopped";
            await cluster.Up(Silos);
        }

        await over.CancelAsync();
        await Task.WhenAll(asking);
        output.WriteLine($"rolling restart of {Silos} silos: {_commands} (commands), {_calls} (calls that nobody repeats)");
        _commands.Failed.Should().BeEmpty("a command goes on with another silo");
        _calls.Failed.Should().BeEmpty("a silo that is told to stop hands over");
        _commands.Asked.Should().BeGreaterThan(LeastCommands, "a few commands prove nothing");
        _calls.Asked.Should().BeGreaterThan(LeastCalls, "a few calls prove nothing");
    }

    private Task Ask(Questions questions, int first, Func<int, Task> ask, CancellationToken over) => Task.Run(
        async () =>
        {
            for (var i = first; !over.IsCancellationRequested; i++)
            {
                await questions.Ask(() => ask(i), _moment);
                await Task.Delay(Pause, CancellationToken.None);
            }
        },
        Stop);

    private async Task Command(string[] question)
    {
        var (code, error) = await InProcess.Galnet([.. question, "--cluster", cluster.ClusterFile], Stop);
        code.Should().Be(0, error);
    }

    private sealed class Questions
    {
        private int _asked;
        private long _longest;

        public ConcurrentQueue<string> Failed { get; } = [];

        public int Asked => _asked;

        public async Task Ask(Func<Task> ask, string moment)
        {
            var clock = Stopwatch.GetTimestamp();
            try
            {
                await ask();
            }
#pragma warning disable CA1031 // Whatever it is, it is what the test is about.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Failed.Enqueue(
                    $"asked when {moment}, failed after {ChaosSize.Text(Stopwatch.GetElapsedTime(clock))}: {exception}");
            }

            Interlocked.Increment(ref _asked);
            _longest = Math.Max(_longest, Stopwatch.GetElapsedTime(clock).Ticks);
        }

        public override string ToString()
            => $"{_asked} asked, {Failed.Count} failed, the slowest took {ChaosSize.Text(TimeSpan.FromTicks(_longest))}";
    }
}
