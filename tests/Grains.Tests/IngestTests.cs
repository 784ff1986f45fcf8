using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Tests.Support;
using GaLNet.Sky.Fits;

namespace GaLNet.Grains.Tests;

public sealed class IngestTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_content_is_one_image_wherever_it_lies()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"));
        var first = await catalogue.Ingest(folder.File("a.fits"));
        var again = await catalogue.Ingest(folder.File("a.fits"));
        File.Move(folder.File("a.fits"), folder.File("b.fits"));
        var moved = await catalogue.Ingest(folder.File("b.fits"));

        first.IsNew.Should().BeTrue();
        again.IsNew.Should().BeFalse();
        moved.IsNew.Should().BeFalse();
        moved.Image.ImageId.Should().Be(first.Image.ImageId);
        var listing = await catalogue.Directory.List(Stop);
        listing.Images.Should().ContainSingle().Which.Source.Path.Should().Be(folder.File("b.fits"));
        listing.Tiles.Should().Equal(first.Image.Tiles.Order(TileOrderComparer.Instance));

        // Tiles follow the file: work goes on from where it is now.
        (await catalogue.Process()).Should().OnlyContain(status => status.Message == null && status.Images == 1);
    }

    [Fact]
    public async Task Another_calibration_replaces_the_image()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"));
        var header = await catalogue.Ingest(folder.File("a.fits"));
        var option = await catalogue.Ingest(folder.File("a.fits"), source => source with { ZeroPoint = 26 });

        header.Image.ZeroPoint.Value.Should().Be(25);
        header.Image.ZeroPoint.Source.Should().Contain("MAGZP");
        option.IsNew.Should().BeFalse();
        option.Image.ImageId.Should().Be(header.Image.ImageId);
        option.Image.Content.Should().NotBe(header.Image.Content);
        option.Image.Revision.Should().Be(1);
        option.Image.ZeroPoint.Value.Should().Be(26);
        option.Changes!.AllSince.Should().Be(1, "all magnitudes change");
    }

    [Fact]
    public async Task Another_sky_under_the_same_name_is_another_image()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"));
        var first = await catalogue.Ingest(folder.File("a.fits"));
        PaintedField.Make(layoutSeed: 5).Write(folder.File("a.fits"), rotationDeg: 90);
        var second = await catalogue.Ingest(folder.File("a.fits"));

        second.IsNew.Should().BeTrue();
        second.Image.ImageId.Should().NotBe(first.Image.ImageId);
        var stranger = () => catalogue.Directory.Replace("beef", new() { Path = folder.File("a.fits") }, Stop);
        (await stranger.Should().ThrowAsync<InputException>()).Which.Message.Should().Contain("beef").And.EndWith(".");
    }

    [Fact]
    public async Task What_is_no_image_is_refused_in_one_sentence()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        await File.WriteAllTextAsync(folder.File("text.fits"), "no image at all", Stop);
        await File.WriteAllBytesAsync(folder.File("empty.fits"), [], Stop);
        var bytes = await File.ReadAllBytesAsync(folder.File("a.fits"), Stop);
        await File.WriteAllBytesAsync(folder.File("cut.fits"), bytes[..(bytes.Length / 2)], Stop);
        FitsImageWriter.Write(folder.File("nowcs.fits"), new float[100], 10, 10);
        FitsImageWriter.Write(folder.File("small.fits"), new float[100], 10, 10);
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"));
        foreach (var name in new[] { "absent.fits", "text.fits", "empty.fits", "cut.fits", "nowcs.fits", "" })
        {
            var ingest = () => catalogue.Ingest(name.Length == 0 ? folder.Path : folder.File(name));
            var refusal = await ingest.Should().ThrowAsync<InputException>($"{name} is no calibrated image");
            refusal.Which.Message.Should().EndWith(".").And.NotContain("\n");
        }

        var weight = () => catalogue.Ingest(folder.File("a.fits"), source => source with
        {
            WeightPath = folder.File("small.fits"),
        });
        (await weight.Should().ThrowAsync<InputException>()).Which.Message.Should().Contain("10x10")
            .And.Contain("640x640");
        (await catalogue.Directory.List(Stop)).Images.Should().BeEmpty("nothing is half registered");
    }

    [Fact]
    public async Task The_tile_order_is_fixed_by_the_first_image()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        PaintedField.Make(noiseSeed: 3).Write(folder.File("b.fits"));
        await using (var first = await TestCatalogue.Open(folder.File("s.db"), tileOrder: 9))
        {
            await first.Ingest(folder.File("a.fits"));
        }

        await using var second = await TestCatalogue.Open(folder.File("s.db"), tileOrder: 12);
        var result = await second.Ingest(folder.File("b.fits"));

        result.Image.Tiles.Should().OnlyContain(tile => tile.StartsWith("9/"));
        (await second.Directory.List(Stop)).TileOrder.Should().Be(9);
    }
}
