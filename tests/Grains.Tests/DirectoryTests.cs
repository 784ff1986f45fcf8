using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Tests.Support;
using GaLNet.Sky.Fits;
using GaLNet.Sky.Healpix;

namespace GaLNet.Grains.Tests;

/// <summary>The directory tells what a question needs, and no more.</summary>
public sealed class DirectoryTests
{
    private const int Order = 11;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_place_is_told_its_tiles_and_the_images_on_them()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        var elsewhere = PaintedField.Header();
        elsewhere.Set("CRVAL1", 40.0);
        elsewhere.Set("CRVAL2", -20.0);
        FitsImageWriter.Write(folder.File("far.fits"), PaintedField.Make(layoutSeed: 3).Pixels, PaintedField.Size,
            PaintedField.Size, 1, elsewhere);
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"), Order);
        var empty = await catalogue.Directory.ListCone(40, -20, 100, Stop);
        (empty.TileOrder, empty.Tiles.Length, empty.Images.Length).Should().Be((Order, 0, 0));
        var near = (await catalogue.Ingest(folder.File("a.fits"))).Image;
        var far = (await catalogue.Ingest(folder.File("far.fits"))).Image;
        var all = await catalogue.Directory.List(Stop);

        var (ra, dec) = (near.CornerRaDeg[0], near.CornerDecDeg[0]);
        var cone = await catalogue.Directory.ListCone(ra, dec, 30, Stop);
        var touched = HealpixNested.Cone(Order, ra, dec, 30).Select(index => new HealpixCell(Order, index).ToString());
        cone.Tiles.Should().Equal(all.Tiles.Where(touched.Contains)).And.NotBeEmpty();
        cone.Images.Should().ContainSingle().Which.ImageId.Should().Be(near.ImageId);
        cone.TileOrder.Should().Be(Order);
        (await catalogue.Directory.ListCone(40, -20, 36_000, Stop)).Tiles.Should()
            .Equal(far.Tiles.Order(TileOrderComparer.Instance));
        var both = await catalogue.Directory.ListTiles([far.Tiles[0], near.Tiles[0], "3/7", "no tile"], Stop);
        both.Tiles.Should().BeEquivalentTo(far.Tiles[0], near.Tiles[0]);
        both.Images.Select(image => image.ImageId).Should().Equal(near.ImageId, far.ImageId);

        var galaxy = HealpixNested.Index(HealpixNested.MaxOrder, 40, -20);
        var home = await catalogue.Directory.ListGalaxy(galaxy, Stop);
        home.Tiles.Should().Equal(HealpixCell.At(Order, 40, -20).ToString());
        home.Images.Should().ContainSingle().Which.ImageId.Should().Be(far.ImageId);
        (await catalogue.Directory.ListGalaxy(HealpixNested.Index(HealpixNested.MaxOrder, 90, 45), Stop)).Tiles
            .Should().BeEmpty();
        (await catalogue.Directory.ListGalaxy(-1, Stop)).Tiles.Should().BeEmpty();
        var nowhere = () => catalogue.Directory.ListCone(10, 91, 1, Stop);
        (await nowhere.Should().ThrowAsync<InputException>()).WithMessage("*declination*");
    }
}
