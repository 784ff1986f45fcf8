using System.Diagnostics;
using GaLNet.Cluster.Tests.Support;

namespace GaLNet.Cluster.Tests.Breaking;

/// <summary>Kills, freezes and replaces random silos of a running cluster, one after the other, and the database once.</summary>
internal sealed class Breaker(LocalCluster cluster, int silos, Action<string> tell)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(60);
    private readonly Random _random = new(6);
    private readonly long _started = Stopwatch.GetTimestamp();

    /// <summary>What was broken so far.</summary>
    public int Count { get; private set; }

    /// <summary>Silos that were killed with -9 so far.</summary>
    public int Kills { get; private set; }

    /// <summary>
    /// Breaks until it is told that it is over; what was begun is finished, so that all silos run afterwards.
    /// </summary>
    public async Task Run(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var victim = _random.Next(1, silos + 1);
            switch (Count++)
            {
                case 1:
                    await Freeze(victim);
                    break;
                case 3:
                    Say("the database is restarted");
                    await cluster.TellDatabase("restart");
                    break;
                default:
                    Say($"silo {victim} is killed");
                    await cluster.Kill(victim);
                    Kills++;
                    break;
            }

            await cluster.Up(silos);
            try
            {
                await Task.Delay(Pause, over);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    // The others give it up meanwhile. When it wakes it learns that, and ends by itself.
    private async Task Freeze(int victim)
    {
        Say($"silo {victim} is frozen");
        (await cluster.Script("freeze", $"{victim}")).Succeeded();
        await Task.Delay(Frozen);
        (await cluster.Script("thaw", $"{victim}")).Succeeded();
        var thawed = Stopwatch.GetTimestamp();
        while (cluster.Lives(victim))
        {
            Stopwatch.GetElapsedTime(thawed).Should().BeLessThan(EndsWithin, "it was voted out while it was frozen");
            await Task.Delay(100);
        }

        Say($"silo {victim} found itself voted out and ended {ChaosSize.Text(Stopwatch.GetElapsedTime(thawed))} after it woke");
    }

    private void Say(string what) => tell($"{ChaosSize.Text(Stopwatch.GetElapsedTime(_started)),8}: {what}");
}
