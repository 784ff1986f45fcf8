using GaLNet.Photometry.Detection;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Psf;

namespace GaLNet.Photometry.Tests.Fitting;

/// <summary>Real galaxies against published fits of the same pixels.</summary>
public sealed class RealGalaxiesTests
{
    private readonly Chi2Engine _engine = new();

    [Theory]
    [InlineData("G265911")]
    [InlineData("G266033")]
    [InlineData("G266662")]
    [InlineData("G267489")]
    [InlineData("G267525")]
    public void Kids_galaxies_agree_with_the_published_fits(string id)
    {
        var reference = RealGalaxies.Table("kids_profit/reference.csv").Single(r => r["id"] == id);
        var (stamp, psf) = RealGalaxies.KidsProfit("kids", id);
        var fit = _engine.Measure(stamp, psf);
        var p = fit.Profile;
        (-2.5 * Math.Log10(p.Flux)).Should().BeApproximately(reference.Number("mag_r"), 0.06);
        (p.ReffPix / reference.Number("re_pix")).Should().BeApproximately(1, 0.05);
        p.AxisRatio.Should().BeApproximately(reference.Number("q"), 0.03);
        RealGalaxies.PaDifference(p.PaDeg - 90, reference.Number("pa_deg")).Should().BeInRange(-2, 2);
        (p.Index / reference.Number("n")).Should().BeApproximately(1, 0.15);
    }

    [Fact]
    public void An_hsc_galaxy_agrees_with_pysersic()
    {
        var (pixels, width, height) = RealGalaxies.Image("hsc_pysersic/gal2_im.fits");
        var fit = _engine.Measure(new Stamp
        {
            Width = width, Height = height, Pixels = pixels, SkyIsFixed = true,
            Sigma = RealGalaxies.Image("hsc_pysersic/gal2_sig.fits").Pixels,
            Mask = Array.ConvertAll(RealGalaxies.Image("hsc_pysersic/gal2_mask.fits").Pixels, v => (byte)v),
            Search = NeighbourSearch.Nowhere,
        }, RealGalaxies.Psf("hsc_pysersic/gal2_psf.fits") with { IncludesPixel = false });
        // The posterior's means. pysersic averages its model over pixels before the convolution, and so do we here.
        fit.Profile.XPix.Should().BeApproximately(60.437, 0.05);
        fit.Profile.YPix.Should().BeApproximately(59.252, 0.05);
        (fit.Profile.Flux / 3757.306).Should().BeApproximately(1, 0.02);
        (fit.Profile.ReffPix / 6.257).Should().BeApproximately(1, 0.02);
        fit.Profile.AxisRatio.Should().BeApproximately(0.688, 0.02);
        RealGalaxies.PaDifference(fit.Profile.PaDeg, 50.02).Should().BeInRange(-1, 1);
        (fit.Profile.Index / 3.643).Should().BeApproximately(1, 0.03);
    }

    [Fact]
    public void Galfits_own_example_agrees_with_galfit()
    {
        var (pixels, width, height) = RealGalaxies.Image("galfit_example/gal.fits");
        var fit = _engine.Measure(new Stamp
        {
            Width = width, Height = height, Pixels = pixels,
            SkySigma = BlockNoise.Estimate(pixels, width, height),
            Sky = 0.73, SkyIsFixed = true, Search = NeighbourSearch.Nowhere,
        }, RealGalaxies.Psf("galfit_example/psf.fits") with { IncludesPixel = false });
        // GALFIT averages its model over pixels before the convolution and makes its own noise: loosely.
        fit.Profile.XPix.Should().BeApproximately(46.5265 - 1, 0.1);
        fit.Profile.YPix.Should().BeApproximately(48.2556 - 1, 0.1);
        (-2.5 * Math.Log10(fit.Profile.Flux / 1040) + 26.563).Should().BeApproximately(22.9761, 0.1);
        fit.Profile.ReffPix.Should().BeApproximately(2.6233, 0.4);
        fit.Profile.AxisRatio.Should().BeApproximately(0.8572, 0.06);
        fit.Profile.Index.Should().BeApproximately(4.1097, 1);
    }

    [Fact]
    public void The_minimum_without_a_psf_is_that_of_imfit()
    {
        var (pixels, width, height) = RealGalaxies.Image("imfit_sdss/ic3478rss_64x64.fits");
        var fit = _engine.Measure(new Stamp
        {
            Width = width, Height = height, Pixels = pixels, SkyIsFixed = true,
            Sigma = RealGalaxies.Image("imfit_sdss/ic3478rss_64x64_sigma.fits").Pixels,
            Search = NeighbourSearch.Nowhere,
        }, new PsfStamp(1, 1, [1f], IncludesPixel: false));
        (fit.Chi2 * (width * height - 7)).Should().BeApproximately(4555.948, 3);
        fit.Profile.XPix.Should().BeApproximately(32.9439 - 1, 0.05);
        fit.Profile.YPix.Should().BeApproximately(34.0933 - 1, 0.05);
        fit.Profile.ReffPix.Should().BeApproximately(60.76, 2);
        fit.Profile.AxisRatio.Should().BeApproximately(1 - 0.235989, 0.01);
        RealGalaxies.PaDifference(fit.Profile.PaDeg - 90, 18.2612).Should().BeInRange(-1, 1);
        fit.Profile.Index.Should().BeApproximately(2.40, 0.05);
    }

    [Theory]
    [InlineData("J162123.19+322056.4", 2)]
    [InlineData("J092800.99+014011.9", 1)]
    public void Sdss_stamps_are_measured_without_a_failure(string id, int label)
    {
        var (pixels, width, height) = RealGalaxies.Image($"galmoss_sdss/{id}_image.fits");
        var segments = RealGalaxies.Image($"galmoss_sdss/{id}_mask.fits").Pixels;
        var psf = RealGalaxies.Psf($"galmoss_sdss/{id}_psf.fits");
        var fit = _engine.Measure(new Stamp
        {
            Width = width, Height = height, Pixels = pixels,
            Sigma = RealGalaxies.Image($"galmoss_sdss/{id}_sigma.fits").Pixels,
            Mask = Array.ConvertAll(segments, v => v != 0 && v != label ? (byte)1 : (byte)0),
            Search = NeighbourSearch.Nowhere,
        }, psf);
        fit.Flags.Should().NotHaveFlag(FitFlags.Failed);
        fit.Flags.Should().NotHaveFlag(FitFlags.NotConverged);
        if (label == 1)
            return;
        (-2.5 * Math.Log10(fit.Profile.Flux) + 22.5).Should().BeApproximately(17.464, 0.1);
        (fit.Profile.ReffPix / 11.56).Should().BeApproximately(1, 0.1);
        fit.Profile.AxisRatio.Should().BeApproximately(0.641, 0.03);
        RealGalaxies.PaDifference(fit.Profile.PaDeg - 90, 98.37).Should().BeInRange(-3, 3);
    }
}
