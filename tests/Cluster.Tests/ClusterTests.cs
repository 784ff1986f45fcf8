using GaLNet.Cluster.Tests.Support;

namespace GaLNet.Cluster.Tests;

/// <summary>Several silos and the command, each a process of its own, against one process that does it all.</summary>
[Collection(ClusterCollection.Name)]
public sealed class ClusterTests(LocalCluster cluster)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Skip = Postgres.Missing, SkipUnless = nameof(Postgres.IsHere), SkipType = typeof(Postgres))]
    public async Task Two_silos_give_the_catalogue_of_one_process()
    {
        var image = await Survey.Simulate(cluster, "two", 400, 41);
        var expected = await Survey.Undisturbed(image, Path.Combine(cluster.Root, "one.db"));
        expected.Count(row => row.Engine.Length > 0).Should().BeGreaterThan(10, "a small catalogue proves nothing");

        await cluster.Up(2);
        (await cluster.Galnet(["measure", image, "--cluster", "local", "--out", "two.csv", .. Survey.Options()]))
            .Succeeded();

        await using var client = await cluster.Connect();
        var found = await Survey.ImageOf(client.Client, image, Stop);
        (await Survey.Rows(client.Client, found, Stop)).ShouldBe(expected);
        File.ReadLines(Path.Combine(cluster.Root, "two.csv")).Count(line => !line.StartsWith('#'))
            .Should().Be(expected.Length + 1);
    }
}
