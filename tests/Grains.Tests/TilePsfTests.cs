using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Tests.Support;
using GaLNet.Photometry.Psf;
using GaLNet.Sky.Fits;

namespace GaLNet.Grains.Tests;

/// <summary>PSF models of a tile on command.</summary>
public sealed class TilePsfTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_psf_given_for_a_tile_makes_its_fits_stale_and_no_others()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        GivenPsfTests.WriteMoffat(folder.File("psf.fits"), 4);
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"), tileOrder: 11);
        var image = (await catalogue.Ingest(folder.File("a.fits"))).Image.ImageId;
        await catalogue.Process();
        var before = await catalogue.Rows();
        var name = before.Where(row => row.Engine == "fake").CountBy(row => row.Tile).MaxBy(pair => pair.Value).Key;
        var (tile, calls) = (catalogue.Tile(name), catalogue.Engine.Calls);
        var inTile = before.Count(row => row.Engine == "fake" && row.Tile == name);
        inTile.Should().BeLessThan(calls);

        var given = await tile.SetPsf(image, folder.File("psf.fits"), null, Stop);
        (given.Version, given.Model.Rung).Should().Be((2, (int)PsfRung.Given));
        given.FwhmArcsec.Should().BeApproximately(4 * PaintedField.PixelScaleArcsec, 0.02);
        catalogue.Engine.Calls.Should().Be(calls, "a PSF by itself measures nothing");
        var shown = await catalogue.Rows();
        shown.Should().Equal(before.Select(row => row with { IsStale = row.Engine == "fake" && row.Tile == name }),
            "readers keep the last good fit, marked stale");
        (await tile.GetStale(Stop)).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Reason = "psf", Made = "version 1", Wanted = "version 2", Count = inTile });

        await catalogue.Process();
        catalogue.Engine.Calls.Should().Be(calls + inTile);
        (await tile.SetPsf(image, folder.File("psf.fits"), null, Stop)).Version.Should().Be(2, "it is the same PSF");
        File.Delete(folder.File("psf.fits"));
        (await catalogue.Process()).Should().OnlyContain(status => status.Stale == 0, "the file was read once");

        var refitted = await tile.RefitPsf(image, Stop);
        refitted.Version.Should().Be(3);
        refitted.Model.Rung.Should().NotBe((int)PsfRung.Given);
        (await tile.RefitPsf(image, Stop)).Version.Should().Be(3, "the same stars give the same model");
        await catalogue.Process();
        catalogue.Engine.Calls.Should().Be(calls + 2 * inTile);
        await catalogue.Process();
        catalogue.Engine.Calls.Should().Be(calls + 2 * inTile);
        var versions = (await tile.GetPsfs(Stop)).Select(psf => psf.Version);
        versions.Should().Equal(3, 2, 1);
    }

    [Fact]
    public async Task What_is_no_psf_is_refused_and_changes_nothing()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        await File.WriteAllTextAsync(folder.File("text.fits"), "no PSF", Stop);
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"), tileOrder: 8);
        var image = (await catalogue.Ingest(folder.File("a.fits"))).Image.ImageId;
        await catalogue.Process();
        var tile = catalogue.Tile((await catalogue.Tiles()).Single());
        foreach (var (id, file) in new[] { (image, "text.fits"), (image, "absent.fits"), ("beef", "text.fits") })
        {
            var set = () => tile.SetPsf(id, folder.File(file), null, Stop);
            (await set.Should().ThrowAsync<InputException>()).Which.Message.Should().EndWith(".");
        }

        (await tile.GetPsfs(Stop)).Should().ContainSingle();
        (await tile.GetStatus(Stop)).Stale.Should().Be(0);
    }

    [Fact]
    public async Task A_field_without_stars_says_what_to_do()
    {
        using var folder = new TempFolder();
        var random = new Random(4);
        var noise = Array.ConvertAll(new float[PaintedField.Size * PaintedField.Size], _ => (float)random.NextDouble());
        FitsImageWriter.Write(
            folder.File("a.fits"), noise, PaintedField.Size, PaintedField.Size, 1, PaintedField.Header());
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"), tileOrder: 8);
        var image = (await catalogue.Ingest(folder.File("a.fits"))).Image.ImageId;
        var name = (await catalogue.Tiles()).Single();
        var refit = () => catalogue.Tile(name).RefitPsf(image, Stop);
        (await refit.Should().ThrowAsync<InputException>()).Which.Message.Should().Contain($"galnet psf {name} --set");
    }
}
