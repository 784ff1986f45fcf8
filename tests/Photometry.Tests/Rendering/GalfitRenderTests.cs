using GaLNet.Photometry.Profiles;
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
        // GALFIT averages the profile over pixels and folds that with the PSF's image; the sky is 0.73 counts.
        const double exposureSeconds = 1040, sky = 0.7300;
        using var block = FitsFile.Open(SharedData.Require("galfit_example/imgblock.fits"));
        var theirs = block.Image("2");
        var model = theirs.ReadPlane();
        using var psfFile = FitsFile.Open(SharedData.Require("galfit_example/psf.fits"));
        var psfImage = psfFile.Image();
        var psf = psfImage.ReadPlane();
        var sum = psf.Sum(v => (double)v);
        var pad = psfImage.Width / 2;
        int width = theirs.Width + 2 * pad, height = theirs.Height + 2 * pad;
        var flux = exposureSeconds * Math.Pow(10, -0.4 * (22.9761 - 26.563));
        var wide = new float[width * height];
        SersicRaster.Add(
            new SersicProfile(45.5265 + pad, 47.2556 + pad, flux, 2.6233, 0.8572, 90 - 71.7466, 4.1097), width, height,
            wide);
        var worst = 0.0;
        for (var y = 0; y < theirs.Height; y++)
        {
            for (var x = 0; x < theirs.Width; x++)
            {
                var value = sky;
                for (var j = 0; j < psfImage.Height; j++)
                {
                    for (var i = 0; i < psfImage.Width; i++)
                    {
                        value += psf[j * psfImage.Width + i] / sum
                            * wide[(y + 2 * pad - j) * width + x + 2 * pad - i];
                    }
                }
                worst = Math.Max(worst, Math.Abs(value - model[y * theirs.Width + x]));
            }
        }
        (worst / (model.Max() - sky)).Should().BeLessThan(3e-3);
    }
}
