using System.Diagnostics;
using GaLNet.Cluster.Tests.Support;
using GaLNet.Grains.Interfaces.Galaxies;
using Orleans.Runtime;

namespace GaLNet.Cluster.Tests.Breaking;

/// <summary>How soon the galaxies of a lost silo answer again.</summary>
[Collection(ClusterCollection.Name)]
public sealed class FailoverTests(LocalCluster cluster, ITestOutputHelper output)
{
    private const int Silos = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory(Skip = Postgres.Missing, SkipUnless = nameof(Postgres.IsHere), SkipType = typeof(Postgres))]
    [InlineData("kill", 5)]
    [InlineData("freeze", 15)]
    public async Task Galaxies_of_a_lost_silo_answer_again(string loss, double seconds)
    {
        var image = await Survey.Simulate(cluster, "failover", 400, 52);
        await cluster.Only(Silos);
        (await cluster.Galnet(["measure", image, "--cluster", "local", "--out", "failover.csv", .. Survey.Options()]))
            .Succeeded();
        await using var client = await cluster.Connect();
        var found = await Survey.ImageOf(client.Client, image, Stop);
        var galaxies = (await Survey.Rows(client.Client, found, Stop)).Where(row => row.Engine.Length > 0)
            .Select(row => row.GalaxyId).Distinct().ToArray();
        var (victim, lost) = await MostOf(client.Client, galaxies);

        using var over = new CancellationTokenSource();
        var last = new long[lost.Length];
        var longest = new TimeSpan[lost.Length];
        var asking = Enumerable.Range(0, lost.Length).Select(i => Ask(i, client.Client)).ToArray();
        await Task.Delay(Settling, Stop);
        Array.Clear(longest);
        var atLoss = Stopwatch.GetTimestamp();
        var script = cluster.Script(loss, $"{victim}");
        while (Array.Exists(last, time => time < atLoss) || !script.IsCompleted)
        {
            await Task.Delay(Pause, Stop);
        }

        (await script).Succeeded();
        await Task.Delay(Settling, Stop);
        await over.CancelAsync();
        await Task.WhenAll(asking);
        if (loss == "freeze")
        {
            await cluster.Kill(victim);
        }

        var back = longest.Max();
        output.WriteLine(
            $"{loss}: the {lost.Length} galaxies of silo {victim} (of {galaxies.Length}) were silent for " +
            $"{ChaosSize.Text(back)} at most, {ChaosSize.Text(longest.Order().ElementAt(longest.Length / 2))} in the " +
            "median");
        back.Should().BeLessThan(ChaosSize.Allowed(seconds));

        async Task Ask(int i, IGrainFactory grains)
        {
            last[i] = Stopwatch.GetTimestamp();
            while (!over.IsCancellationRequested)
            {
                var asked = Stopwatch.GetTimestamp();
                (await grains.GetGrain<IGalaxyGrain>(lost[i]).Get(Stop)).Should().NotBeNull();
                // Silent = from its last answer to the next; a question asked before the loss may be answered after.
                longest[i] = longest[i] > Stopwatch.GetElapsedTime(last[i]) ? longest[i] : Stopwatch.GetElapsedTime(last[i]);
                last[i] = Stopwatch.GetTimestamp();
                await Task.Delay(Pause);
            }
        }
    }

    /// <summary>The silo where most of these galaxies are awake, and those that are there.</summary>
    private async Task<(int Silo, long[] Galaxies)> MostOf(IGrainFactory grains, long[] galaxies)
    {
        var management = grains.GetGrain<IManagementGrain>(0);
        var places = new List<(long Galaxy, int Port)>();
        foreach (var galaxy in galaxies)
        {
            var grain = grains.GetGrain<IGalaxyGrain>(galaxy);
            await grain.Get(Stop);
            places.Add((galaxy, (await management.GetActivationAddress(grain))!.Endpoint.Port));
        }

        var most = places.GroupBy(place => place.Port).MaxBy(group => group.Count())!;
        return ((most.Key - cluster.FirstPort + 1) / 2, [.. most.Select(place => place.Galaxy)]);
    }
}
