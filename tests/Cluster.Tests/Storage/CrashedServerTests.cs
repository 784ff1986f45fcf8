using GaLNet.Cluster.Tests.Support;
using GaLNet.Grains.State;
using GaLNet.Silo.Storage;
using Orleans;
using Orleans.Storage;

namespace GaLNet.Cluster.Tests.Storage;

/// <summary>
/// Galaxies are recorded without waiting for the disk. When the database server crashes and loses some, the page that
/// would tell of them is refused.
/// </summary>
[Collection(ClusterCollection.Name)]
public sealed class CrashedServerTests(LocalCluster cluster)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Skip = Postgres.Missing, SkipUnless = nameof(Postgres.IsHere), SkipType = typeof(Postgres))]
    public async Task A_page_that_tells_of_lost_galaxies_is_refused_after_a_crash()
    {
        await cluster.Only(0); // Silos commit now and then, and take along what this test wants to be lost.
        await cluster.FlushSeldom(Stop);
        await using var rows = new PostgresRows(cluster.Database, "galnet");
        var storage = Storages.Ours(new PatientRows(rows, cluster.Database));
        var grain = Storages.Grain(Random.Shared.NextInt64(1L << 40, 1L << 50));
        var page = new GrainState<PageState>(new PageState());
        await storage.WriteStateAsync("page", grain, page);
        await storage.WriteStateAsync("page", grain, page); // Whoever knows the life of the server may write.
        var galaxy = new GrainState<GalaxyState>(new GalaxyState { Fits = [StoredFits.Fit] });
        await storage.WriteStateAsync("galaxy", grain, galaxy);

        await cluster.TellDatabase("kill");
        await cluster.TellDatabase("start");

        var stored = new GrainState<GalaxyState>();
        await storage.ReadStateAsync("galaxy", grain, stored);
        stored.RecordExists.Should().BeFalse("the server lost it: otherwise this test proves nothing");
        var write = () => storage.WriteStateAsync("page", grain, page);
        await write.Should().ThrowAsync<InconsistentStateException>();

        await storage.ReadStateAsync("page", grain, page);
        await storage.WriteStateAsync("galaxy", grain, stored);
        await storage.WriteStateAsync("page", grain, page);
        await cluster.TellDatabase("restart");
        await storage.WriteStateAsync("page", grain, page); // An orderly restart loses nothing, and refuses nothing.
    }
}
