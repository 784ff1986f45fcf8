using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Tests.Support;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Psf;
using GaLNet.Sky.Fits;

namespace GaLNet.Grains.Tests;

public sealed class GivenPsfTests
{
    private const int Side = 25;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_given_psf_is_used_as_it_is_and_another_one_makes_the_fits_stale()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"), tileOrder: 8);
        var first = await catalogue.Ingest(folder.File("a.fits"));
        await catalogue.Process();
        var calls = catalogue.Engine.Calls;

        WriteMoffat(folder.File("psf.fits"), 3.5);
        var second = await catalogue.Ingest(
            folder.File("a.fits"), source => source with { PsfPath = folder.File("psf.fits") });
        second.Image.ImageId.Should().Be(first.Image.ImageId, "it is the same image, seen with another PSF");
        await catalogue.Process();
        var tile = (await catalogue.Tiles()).Single();
        var psfs = await catalogue.Tile(tile).GetPsfs(Stop);
        psfs[0].Version.Should().Be(2);
        psfs[0].Model.Rung.Should().Be((int)PsfRung.Given);
        psfs[0].FwhmArcsec.Should().BeApproximately(3.5 * PaintedField.PixelScaleArcsec, 0.02);
        catalogue.Engine.Calls.Should().Be(2 * calls, "every fit was made with the other PSF");
        (await catalogue.Rows()).Should().NotContain(row => (row.Flags & (int)FitFlags.PsfFallback) != 0);

        await catalogue.Process();
        catalogue.Engine.Calls.Should().Be(2 * calls, "nothing has changed");

        WriteMoffat(folder.File("psf.fits"), 4);
        await catalogue.Ingest(folder.File("a.fits"), source => source with { PsfPath = folder.File("psf.fits") });
        await catalogue.Process();
        (await catalogue.Tile(tile).GetPsfs(Stop))[0].Version.Should().Be(3);
        catalogue.Engine.Calls.Should().Be(3 * calls, "the file was replaced");
    }

    [Fact]
    public async Task What_is_no_psf_is_refused_in_one_sentence_before_anything_is_registered()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        FitsImageWriter.Write(folder.File("dark.fits"), new float[Side * Side], Side, Side);
        await File.WriteAllTextAsync(folder.File("text.fits"), "no PSF", Stop);
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"));
        foreach (var name in new[] { "dark.fits", "text.fits", "absent.fits" })
        {
            var ingest = () => catalogue.Ingest(
                folder.File("a.fits"), source => source with { PsfPath = folder.File(name) });
            var refusal = await ingest.Should().ThrowAsync<InputException>(name);
            refusal.Which.Message.Should().EndWith(".").And.NotContain("\n");
        }

        (await catalogue.Directory.List(Stop)).Images.Should().BeEmpty();
    }

    // A Moffat profile of index 3 sampled at pixel centres.
    internal static void WriteMoffat(string path, double fwhmPix)
    {
        var alpha = fwhmPix / (2 * Math.Sqrt(Math.Pow(2, 1 / 3.0) - 1));
        var pixels = new float[Side * Side];
        for (var at = 0; at < pixels.Length; at++)
        {
            double dx = at % Side - Side / 2, dy = at / Side - Side / 2;
            pixels[at] = (float)Math.Pow(1 + (dx * dx + dy * dy) / (alpha * alpha), -3);
        }

        FitsImageWriter.Write(path, pixels, Side, Side);
    }
}
