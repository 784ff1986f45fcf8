using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.Tests.Support;
using GaLNet.Photometry.Fitting;

namespace GaLNet.Grains.Tests;

public sealed class PipelineTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_painted_is_what_the_page_lists()
    {
        using var folder = new TempFolder();
        var field = PaintedField.Make().Write(folder.File("a.fits"));
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"));
        await catalogue.Ingest(folder.File("a.fits"));
        var statuses = await catalogue.Process();
        var rows = await catalogue.Rows();

        statuses.Should().OnlyContain(status => status.Phase == TilePhase.Idle && status.Pending == 0);
        foreach (var source in field.Sources)
        {
            var near = rows.Where(row => Math.Abs(row.XFits - 1 - source.XPix) < 1
                && Math.Abs(row.YFits - 1 - source.YPix) < 1).ToArray();
            near.Should().ContainSingle($"the source {source} was painted");
            var expected = source.Kind switch
            {
                's' => FitFlags.Star,
                'f' => FitFlags.LowSignalToNoise,
                _ => FitFlags.None,
            };
            (near[0].Flags & (int)(FitFlags.Star | FitFlags.LowSignalToNoise)).Should().Be((int)expected, $"{source}");
            var (ra, dec) = PaintedField.PlaceOf(source);
            near[0].RaDeg.Should().BeApproximately(ra, 0.15 / 3600, $"{source}");
            near[0].DecDeg.Should().BeApproximately(dec, 0.15 / 3600, $"{source}");
            near[0].Mag.Should().BeApproximately(25 - 2.5 * Math.Log10(source.Flux), 0.25, $"{source}");
        }

        var galaxies = field.Sources.Count(source => source.Kind == 'g');
        rows.Count(row => row.Engine == "fake").Should().Be(galaxies);
        catalogue.Engine.Calls.Should().Be(galaxies);
        statuses.Sum(status => status.Measured).Should().Be(galaxies);
        statuses.Sum(status => status.Stars).Should().Be(field.Sources.Count(source => source.Kind == 's'));
    }

    [Fact]
    public async Task Nothing_is_measured_twice_when_nothing_has_changed()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"));
        await catalogue.Ingest(folder.File("a.fits"));
        await catalogue.Process();
        var calls = catalogue.Engine.Calls;
        var rows = await catalogue.Rows();

        (await catalogue.Ingest(folder.File("a.fits"))).IsNew.Should().BeFalse();
        var again = await catalogue.Process();

        catalogue.Engine.Calls.Should().Be(calls);
        (await catalogue.Rows()).Should().Equal(rows);
        again.Should().OnlyContain(status => status.Pending == 0 && status.Stale == 0);
    }

    [Fact]
    public async Task A_new_process_knows_everything_and_detects_nothing_again()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        CatalogueRow[] rows;
        await using (var first = await TestCatalogue.Open(folder.File("s.db")))
        {
            await first.Ingest(folder.File("a.fits"));
            await first.Process();
            rows = await first.Rows();
        }

        await using var second = await TestCatalogue.Open(folder.File("s.db"));
        var statuses = await second.Process();

        second.Engine.Calls.Should().Be(0);
        statuses.Should().OnlyContain(status => status.Seconds.Detect == 0 && status.Seconds.Psf == 0);
        (await second.Rows()).Should().Equal(rows);
    }

    [Fact]
    public async Task Queries_activate_no_galaxy()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        await using (var first = await TestCatalogue.Open(folder.File("s.db")))
        {
            await first.Ingest(folder.File("a.fits"));
            await first.Process();
            (await first.GalaxiesInMemory()).Should().BePositive("recording activates them");
        }

        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"));
        var rows = await catalogue.Rows();
        var row = rows.First(one => one.Engine == "fake");
        var tile = catalogue.Tile(row.Tile);
        var cone = await tile.Cone(row.RaDeg, row.DecDeg, 1, Stop);
        var stamp = await tile.GetStamp(row.GalaxyId, null, Stop);
        await tile.GetStatus(Stop);
        await tile.GetPsfs(Stop);

        cone.Rows().Should().ContainSingle().Which.GalaxyId.Should().Be(row.GalaxyId);
        stamp!.Pixels.Should().HaveCount(31 * 31);
        stamp.Model.Should().HaveCount(31 * 31);
        stamp.Psf.Sum().Should().BeApproximately(1, 1e-5f);
        (await catalogue.GalaxiesInMemory()).Should().Be(0);
    }

    [Fact]
    public async Task The_page_can_be_rebuilt_from_the_galaxies()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"), tileOrder: 9);
        await catalogue.Ingest(folder.File("a.fits"));
        await catalogue.Process();
        var rows = await catalogue.Rows();
        foreach (var name in await catalogue.Tiles())
        {
            (await catalogue.Tile(name).RebuildPage(Stop)).Differences.Should().Be(0);
        }

        // A fit that reached its galaxy but not the page shows that the comparison can fail.
        var row = rows.First(one => one.Engine == "fake");
        var galaxy = catalogue.Galaxy(row.GalaxyId);
        var fit = (await galaxy.Get(Stop))!.Fits[0];
        await galaxy.Record(fit with { Mag = 12, Provenance = fit.Provenance with { Epoch = 7 } }, Stop);
        (await catalogue.Tile(row.Tile).RebuildPage(Stop)).Differences.Should().Be(1);
        (await catalogue.Rows()).Single(one => one.GalaxyId == row.GalaxyId).Mag.Should().Be(12);
    }

    [Fact]
    public async Task Tiles_of_any_order_hold_the_same_galaxies()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        var byOrder = new List<CatalogueRow[]>();
        foreach (var order in new[] { 6, 10, 12 })
        {
            await using var catalogue = await TestCatalogue.Open(folder.File($"{order}.db"), order);
            await catalogue.Ingest(folder.File("a.fits"));
            await catalogue.Process();
            byOrder.Add(Array.ConvertAll(await catalogue.TimelessRows(), row => row with { Tile = "" }));
            (await catalogue.Tiles()).Should().OnlyContain(tile => tile.StartsWith($"{order}/"));
        }

        byOrder[1].Should().Equal(byOrder[0]);
        byOrder[2].Should().Equal(byOrder[0]);
    }
}
