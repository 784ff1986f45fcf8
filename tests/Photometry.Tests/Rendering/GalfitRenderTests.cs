using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Rendering;
using GaLNet.Sky.Fits;
using GaLNet.Tests;

namespace GaLNet.Photometry.Tests.Rendering;

/// <summary>Pixel by pixel against images that GALFIT drew without a PSF.</summary>
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
}
