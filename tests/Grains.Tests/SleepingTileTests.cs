using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.State;
using GaLNet.Grains.Tests.Support;
using GaLNet.Sky.Healpix;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace GaLNet.Grains.Tests;

/// <summary>What a tile reads when it is woken.</summary>
public sealed class SleepingTileTests
{
    private const int Order = 7;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cone_reads_the_rows_around_it_and_no_sources_and_answers_as_the_whole_page_does()
    {
        using var folder = new TempFolder();
        var rows = await Measured(folder);
        foreach (var (ra, dec, radius) in Cones(rows))
        {
            WatchedStorage? storage = null;
            await using var catalogue = await Split(
                folder.File("s.db"), services => WatchedStorage.Wrap(services, made => storage = made));
            var tile = catalogue.Tile(rows[0].Tile);
            (await tile.Cone(ra, dec, radius, Stop)).Rows().Should().Equal(
                rows.Where(row => Tiles.ObjectMatcher.SeparationArcsec(ra, dec, row.RaDeg, row.DecDeg) <= radius));
            var read = storage!.Reads.Count(name => name.StartsWith("page/"));
            storage.Reads.Should().NotContain(name => name.StartsWith("sources/"), "a cone asks for rows");
            (await tile.GetPage(Stop)).Rows().Should().Equal(rows);
            storage.Reads.Should().NotContain(name => name.StartsWith("sources/"));
            var all = storage.Reads.Where(name => name.StartsWith("page/")).ToArray();
            all.Should().OnlyHaveUniqueItems("nothing is read twice");
            read.Should().BeInRange(1, radius < 1 ? all.Length / 2 : all.Length);
            (await tile.GetStamp(rows[0].GalaxyId, null, Stop)).Should().NotBeNull();
            storage.Reads.Should().ContainSingle(name => name.StartsWith("sources/"));
        }
    }

    [Fact]
    public async Task A_tile_that_holds_its_sources_itself_as_earlier_versions_stored_it_goes_on()
    {
        using var folder = new TempFolder();
        var rows = await Measured(folder);
        GivenPsfTests.WriteMoffat(folder.File("psf.fits"), 4);
        await using (var old = await Split(folder.File("s.db"), services => WatchedStorage.Wrap(
            services, storage => storage.AfterRead = AsBefore)))
        {
            (await old.Rows()).Should().Equal(rows);
            await old.Process();
            old.Engine.Calls.Should().Be(0, "its sources are still known");
            // Any change writes it in today's form.
            await old.Tile(rows[0].Tile).SetPsf(rows[0].ImageId, folder.File("psf.fits"), null, Stop);
        }

        await using var today = await Split(folder.File("s.db"));
        (await today.Rows()).Should().Equal(rows.Select(row => row with { IsStale = row.Engine == "fake" }));
        await today.Process();
        today.Engine.Calls.Should().Be(rows.Count(row => row.Engine == "fake"));
        (await today.Rows()).Select(row => row.GalaxyId).Should().Equal(rows.Select(row => row.GalaxyId));
    }

    // As it was before lists had states of their own.
    private static async Task AsBefore(IGrainStorage storage, GrainId grain, object state)
    {
        if (state is not IGrainState<TileState> tile)
        {
            return;
        }

        var images = tile.State!.Images.ToArray();
        for (var i = 0; i < images.Length; i++)
        {
            if (images[i].SourcesPart > 0)
            {
                var part = new GrainState<SourcesPart>(new SourcesPart());
                await storage.ReadStateAsync($"sources/{images[i].SourcesPart}", grain, part);
                images[i] = images[i] with { Sources = part.State!.Sources!, SourcesPart = 0 };
            }
        }

        tile.State = tile.State with { Images = images };
    }

    // Small, at rows and between them; one that holds everything; one that holds nothing but touches the tile.
    private static IEnumerable<(double Ra, double Dec, double Radius)> Cones(CatalogueRow[] rows)
    {
        var (first, last) = (rows[0], rows[^1]);
        yield return (first.RaDeg, first.DecDeg, 0.5);
        yield return (last.RaDeg, last.DecDeg, 0.5);
        yield return ((first.RaDeg + last.RaDeg) / 2, (first.DecDeg + last.DecDeg) / 2, 20);
        yield return (first.RaDeg, first.DecDeg, 3600);
    }

    private static async Task<CatalogueRow[]> Measured(TempFolder folder)
    {
        PaintedField.Make().Write(folder.File("a.fits"));
        await using var catalogue = await Split(folder.File("s.db"));
        await catalogue.Ingest(folder.File("a.fits"));
        await catalogue.Process();
        var rows = await catalogue.Rows();
        rows.Select(row => row.Tile).Distinct().Should().ContainSingle();
        return rows;
    }

    private static Task<TestCatalogue> Split(string store, Action<IServiceCollection>? configure = null)
        => TestCatalogue.Open(store, Order, groupSize: 64, configure: services =>
        {
            services.Configure<GrainsOptions>(options => options.PageRows = 12);
            configure?.Invoke(services);
        });
}
