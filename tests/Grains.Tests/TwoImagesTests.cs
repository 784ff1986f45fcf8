using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.Tests.Support;

namespace GaLNet.Grains.Tests;

public sealed class TwoImagesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_images_over_one_sky_are_two_measurements_of_one_list()
    {
        using var folder = new TempFolder();
        var field = PaintedField.Make().Write(folder.File("a.fits"));
        var deeper = PaintedField.Make(noiseSeed: 9, withNewcomer: true).Write(folder.File("b.fits"));
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"));
        var a = await catalogue.Ingest(folder.File("a.fits"));
        await catalogue.Process();
        var alone = (await catalogue.Rows()).Where(row => row.Engine == "fake").ToArray();
        var calls = catalogue.Engine.Calls;
        var b = await catalogue.Ingest(folder.File("b.fits"));
        await catalogue.Process();

        var rows = (await catalogue.Rows()).Where(row => row.Engine == "fake").ToArray();
        var onA = rows.Where(row => row.ImageId == a.Image.ImageId).ToArray();
        var onB = rows.Where(row => row.ImageId == b.Image.ImageId).ToArray();
        onA.Should().Equal(alone, "the first image was measured before and did not change");
        catalogue.Engine.Calls.Should().Be(calls + onB.Length);
        var shared = onB.Select(row => row.GalaxyId).Intersect(onA.Select(row => row.GalaxyId)).Count();
        var galaxies = field.Sources.Count(source => source.Kind == 'g');
        shared.Should().Be(galaxies, "positions of two exposures differ by noise, the galaxies are the same");
        onB.Should().HaveCount(galaxies + 1, "one source shows up on the second image only");
        deeper.Sources.Count(source => source.Kind == 'g').Should().Be(galaxies + 1);
        var both = await catalogue.Galaxy(onA[0].GalaxyId).Get(Stop);
        both!.Fits.Select(fit => fit.Provenance.ImageId).Should().BeEquivalentTo(a.Image.ImageId, b.Image.ImageId);
    }

    [Fact]
    public async Task A_galaxy_on_a_tile_border_is_in_one_tile_only()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        PaintedField.Make(noiseSeed: 9).Write(folder.File("b.fits"));
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"), tileOrder: 13);
        await catalogue.Ingest(folder.File("a.fits"));
        await catalogue.Ingest(folder.File("b.fits"));
        await catalogue.Process();
        var rows = await catalogue.Rows();

        rows.GroupBy(row => row.GalaxyId).Should().OnlyContain(group =>
            group.Select(row => row.Tile).Distinct().Count() == 1);
        var galaxies = rows.Where(row => row.Engine == "fake").GroupBy(row => row.GalaxyId).ToArray();
        galaxies.Should().HaveCount(PaintedField.Make().Sources.Count(source => source.Kind == 'g'));
        galaxies.Should().OnlyContain(group => group.Count() == 2);
    }

    [Fact]
    public async Task Given_sources_are_measured_where_the_user_says()
    {
        using var folder = new TempFolder();
        var field = PaintedField.Make().Write(folder.File("a.fits"));
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"), tileOrder: 8);
        var image = await catalogue.Ingest(folder.File("a.fits"));
        var chosen = field.Sources.Where(source => source.Kind == 'g').Take(5).ToArray();
        InputSource[] given = [.. chosen.Select(PaintedField.PlaceOf)
            .Select((place, i) => new InputSource(place.RaDeg, place.DecDeg, i == 4, double.NaN))];
        foreach (var tile in await catalogue.Tiles())
        {
            await catalogue.Tile(tile).SetSources(image.Image.ImageId, given, Stop);
        }

        await catalogue.Process();
        var rows = await catalogue.Rows();

        rows.Should().HaveCount(5);
        rows.Count(row => row.Engine == "fake").Should().Be(4, "one of the five was called a star");
        catalogue.Engine.Stamps.Should().OnlyContain(stamp => stamp.Width == 31);
        foreach (var source in chosen.Take(4))
        {
            rows.Should().ContainSingle(row => Math.Abs(row.XFits - 1 - source.XPix) < 0.01
                && Math.Abs(row.YFits - 1 - source.YPix) < 0.01);
        }
    }
}
