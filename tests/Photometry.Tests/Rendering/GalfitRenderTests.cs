using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Rendering;
using GaLNet.Sky.Fits;
using GaLNet.Tests;

namespace GaLNet.Photometry.Tests.Rendering;

/// <summary>Pixel by pixel against images that GALFIT drew.</summary>
public sealed class GalfitRenderTests
{
    [Theory]
    [InlineData("galfit_sersic_n1", 256, 1, 3e-4)]
    [InlineData("galfit_n4_psf0", 100, 4, 2e-3)]
    public void Pixels_equal_those_of_galfit(string name, double center, double n, double tolerance)
    {
        using var file = FitsFile.Open(SharedData.Require($"galfit_renders/{name}.fits.gz"));
        var image = file.Image();
        var pixels = image.ReadPlane();
        var flux = Math.Pow(10, -0.4 * (20 - 26.563));
        var ours = new float[pixels.Length];
        SersicRaster.Add(new SersicProfile(center - 1, center - 1, flux, 30, 1, 0, n), image.Width, image.Height, ours);
        var worst = pixels.Zip(ours, (theirs, mine) => Math.Abs((double)mine - theirs)).Max() / ours.Max();
        worst.Should().BeLessThan(tolerance);
        ours.Sum(v => (double)v).Should().BeApproximately(pixels.Sum(v => (double)v), 1e-3 * flux);
    }

    [Fact]
    public void Galfits_own_example_equals_its_model_image()
    {
        // Of the peak pixel alone the two differ by more than 1 %: GALFIT folds pixels, not the profile, with the PSF.
        const double exposureSeconds = 1040, sky = 0.7300;
        using var block = FitsFile.Open(SharedData.Require("galfit_example/imgblock.fits"));
        var image = block.Image("2");
        var theirs = image.ReadPlane();
        using var psfFile = FitsFile.Open(SharedData.Require("galfit_example/psf.fits"));
        var psf = psfFile.Image();
        var ours = new float[theirs.Length];
        new ModelRenderer(image.Width, image.Height, new PsfStamp(psf.Width, psf.Height, psf.ReadPlane())).Add(
            new SersicProfile(
                45.5265, 47.2556, exposureSeconds * Math.Pow(10, -0.4 * (22.9761 - 26.563)), 2.6233, 0.8572,
                90 - 71.7466, 4.1097),
            ours);
        var peak = theirs.Max() - sky;
        theirs.Zip(ours, (t, o) => Math.Abs(o + sky - t) / peak).Max().Should().BeLessThan(0.02);
        (ours.Sum(v => (double)v) / theirs.Sum(v => v - sky)).Should().BeApproximately(1, 0.002);
    }
}
