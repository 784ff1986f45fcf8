using GaLNet.Cluster.Tests.Support;

namespace GaLNet.Cluster.Tests.Breaking;

/// <summary>The database's disk is full.</summary>
[Collection(ClusterCollection.Name)]
public sealed class FullDiskTests(SmallCluster cluster) : IClassFixture<SmallCluster>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Skip = $"PostgreSQL is missing, or {SmallDisk.Missing}", SkipUnless = nameof(SmallCluster.CanBeMade), SkipType = typeof(SmallCluster))]
    public async Task A_full_disk_is_said_clearly_and_everything_goes_on_when_there_is_room()
    {
        var image = await Survey.Simulate(cluster, "full", 400, 58);
        (await cluster.Galnet("ingest", image, "--cluster", "local")).Succeeded();
        await using var client = await cluster.Connect();
        var found = await Survey.ImageOf(client.Client, image, Stop);
        string[] process = ["process", .. found.Tiles, "--cluster", "local", .. Survey.Options()];

        cluster.Disk.Fill();
        var refused = await cluster.Galnet(process);
        cluster.Disk.MakeRoom();

        refused.ExitCode.Should().Be(1);
        refused.Error.Should().Contain("disk is full; make room").And.NotContain("   at ");
        (await cluster.Galnet(process)).Succeeded();
        (await Survey.Rows(client.Client, found, Stop)).ShouldBe(
            await Survey.Undisturbed(image, Path.Combine(cluster.Root, "full.db")));
        await Survey.PagesAreWhatGalaxiesSay(client.Client, found, Stop);
        (await cluster.Reminders(Stop)).Should().Be(0);
    }
}
