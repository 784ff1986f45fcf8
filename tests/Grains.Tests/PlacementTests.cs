using System.Collections.Concurrent;
using GaLNet.Grains.Interfaces.Catalogue;
using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.Serving;
using GaLNet.Grains.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Runtime.Placement;
using Orleans.TestingHost;

namespace GaLNet.Grains.Tests;

/// <summary>Two silos, one of which has a GPU.</summary>
public sealed class PlacementTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stamps_go_to_the_silo_with_a_gpu_and_stay_at_home_when_there_is_none()
    {
        using var folder = new TempFolder();
        var galaxies = PaintedField.Make().Write(folder.File("a.fits")).Sources.Count(source => source.Kind == 'g');
        CatalogueRow[] alone;
        await using (var catalogue = await NetworkCatalogue.Open(
            folder.File("s.db"), new FakeNetworkFormat("fake|galnet-2|galnet-2|1")))
        {
            await catalogue.Ingest(folder.File("a.fits"));
            await catalogue.Process(NetworkCatalogue.Network);
            alone = await catalogue.TimelessRows();
        }

        var formats = new ConcurrentDictionary<string, FakeNetworkFormat>();
        await using var cluster = Cluster(formats);
        await cluster.DeployAsync(Stop);
        var (withGpu, without) = (
            cluster.Silos.Single(silo => HasGpu(silo.Name)), cluster.Silos.Single(silo => !HasGpu(silo.Name)));
        var (gpu, cpu) = (formats[withGpu.Name], formats[without.Name]);
        var directory = cluster.Client.GetGrain<ICatalogueGrain>(ICatalogueGrain.Key);
        // The tile, which the directory calls first, lives where there is no GPU.
        RequestContext.Set(IPlacementDirector.PlacementHintKey, without.SiloAddress);
        await directory.Ingest(new ImageSource { Path = folder.File("a.fits") }, Stop);
        RequestContext.Clear();
        var tile = cluster.Client.GetGrain<ITileGrain>((await directory.List(Stop)).Tiles.Single());
        cluster.TryGetGrainContext(tile.GetGrainId(), out var place).Should().BeTrue();
        place!.Address.SiloAddress.Should().Be(without.SiloAddress);

        await tile.Process(NetworkCatalogue.Network, Stop);
        (await Finish(tile)).Measured.Should().Be(galaxies);
        (gpu.Stamps, cpu.Stamps).Should().Be((galaxies, 0));
        var rows = (await tile.GetPage(Stop)).Rows().Select(row => row with { FittedAt = default })
            .OrderBy(row => row.GalaxyId);
        rows.Should().Equal(alone, "a fit is the same wherever it is made");

        await cluster.StopSiloAsync(withGpu, Stop);
        await tile.Refit([], NetworkCatalogue.Network, Stop);
        var status = await Finish(tile);
        (status.Phase, status.Pending, status.DoneThisRun).Should().Be((TilePhase.Idle, 0, galaxies));
        (gpu.Stamps, cpu.Stamps).Should().Be((galaxies, galaxies));
    }

    [Fact]
    public async Task Tiles_are_spread_evenly_whoever_asks_for_them_first()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        await using var cluster = Cluster(new ConcurrentDictionary<string, FakeNetworkFormat>(), tileOrder: 12);
        await cluster.DeployAsync(Stop);
        var directory = cluster.Client.GetGrain<ICatalogueGrain>(ICatalogueGrain.Key);
        // One silo asks for all of them: that of the directory.
        var tiles = (await directory.Ingest(new ImageSource { Path = folder.File("a.fits") }, Stop)).Image.Tiles;
        tiles.Should().HaveCountGreaterThan(8);
        var homes = tiles.Select(tile =>
        {
            cluster.TryGetGrainContext(cluster.Client.GetGrain<ITileGrain>(tile).GetGrainId(), out var place)
                .Should().BeTrue();
            return place!.Address.SiloAddress!;
        }).ToArray();
        homes.CountBy(home => home).Select(home => home.Value).Should().HaveCount(2)
            .And.OnlyContain(count => count >= tiles.Length / 2 - 2);

        // Galaxies live with their tile: recording crosses no silo.
        await Task.WhenAll(tiles.Select(tile =>
            cluster.Client.GetGrain<ITileGrain>(tile).Process(NetworkCatalogue.Network, Stop)));
        foreach (var (tile, home) in tiles.Zip(homes))
        {
            var grain = cluster.Client.GetGrain<ITileGrain>(tile);
            (await Finish(grain)).Pending.Should().Be(0);
            foreach (var row in (await grain.GetPage(Stop)).Rows().Where(row => row.Engine.Length > 0))
            {
                cluster.TryGetGrainContext(
                    cluster.Client.GetGrain<IGalaxyGrain>(row.GalaxyId).GetGrainId(), out var galaxy)
                    .Should().BeTrue();
                galaxy!.Address.SiloAddress.Should().Be(home);
            }
        }
    }

    // The test cluster counts its silos in their names.
    private static bool HasGpu(string silo) => silo.EndsWith('1');

    private static InProcessTestCluster Cluster(
        ConcurrentDictionary<string, FakeNetworkFormat> formats, int tileOrder = 7)
    {
        var builder = new InProcessTestClusterBuilder(2);
        builder.ConfigureSilo((options, silo) =>
        {
            var format = formats[options.SiloName] = new FakeNetworkFormat("fake|galnet-2|galnet-2|1");
            silo.AddMemoryGrainStorage(GrainStores.Catalogue);
            silo.UseInMemoryReminderService();
            silo.AddGaLNetGrains(grains =>
            {
                (grains.TileOrder, grains.ComputeThreads, grains.NetworkGroupSize) = (tileOrder, 2, 8);
            });
            silo.Services.AddSingleton<INetworkFormat>(format);
#pragma warning disable ORLEANSEXP004 // Silo metadata are experimental.
            silo.UseSiloMetadata(new Dictionary<string, string>
            {
                ["hardware"] = HasGpu(options.SiloName) ? "gpu" : "cpu",
            });
#pragma warning restore ORLEANSEXP004
        });
        return builder.Build();
    }

    private static async Task<TileStatus> Finish(ITileGrain tile)
    {
        TileStatus? last = null;
        await foreach (var status in tile.Watch(Stop))
        {
            last = status;
        }

        return last!;
    }
}
