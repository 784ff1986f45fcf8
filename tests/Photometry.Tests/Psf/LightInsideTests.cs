using GaLNet.Photometry.Psf;

namespace GaLNet.Photometry.Tests.Psf;

/// <summary>The share of the light in a PSF image, against sums over pixels.</summary>
public sealed class LightInsideTests
{
    [Theory]
    [InlineData(3.5, 3.2, 0.0, 0.0)]
    [InlineData(5.0, 2.5, 0.04, -0.03)]
    public void Share_is_that_of_summed_pixels(double fwhm, double beta, double e1, double e2)
    {
        var moffat = new DoubleMoffat(new MoffatParameters(fwhm, e1, e2, beta, 0.1, 2, 2.4, 0, 0));
        double inside = 0, all = 0;
        for (var y = -25; y <= 25; y++)
        {
            for (var x = -25; x <= 25; x++)
            {
                // The larger square ends in the middle of its outermost pixels.
                var share = MoffatPixels.Light(moffat, x, y) * Edge(x) * Edge(y);
                all += share;
                inside += Math.Max(Math.Abs(x), Math.Abs(y)) <= 12 ? share : 0;
            }
        }

        moffat.LightInside(12.5, 25).Should().BeApproximately(inside / all, 5e-4);
        (inside / all).Should().BeLessThan(0.997);
    }

    private static double Edge(int offset) => Math.Abs(offset) == 25 ? 0.5 : 1;
}
