using CsCheck;
using GaLNet.Photometry.Mocks;

namespace GaLNet.Photometry.Tests.Mocks;

public sealed class MockPsfTests
{
    private static readonly MockPsf Typical = new(0.66, 3.5, 1.3, 2.6, 0.15, 0.9, 30, 2.3);

    [Fact]
    public void Stamps_equal_independently_rendered_ones()
    {
        var truth = SimulatedTruth.Stamps;
        var expected = SimulatedTruth.Cube("sim/psf.fits.gz");
        double worst = 0;
        for (var i = 0; i < truth.Count; i++)
        {
            var stamp = truth.Psf(i).ToStamp(25, 0.2);
            for (var p = 0; p < stamp.Pixels.Length; p++)
                worst = Math.Max(worst, Math.Abs(stamp.Pixels[p] - expected[i][p]));
        }

        // The peaks are about 0.06-0.1 of the unit sum; the largest difference lies in pixels that the cut halves.
        worst.Should().BeLessThan(1.2e-5);
    }

    [Fact]
    public void Fwhm_equals_the_tabulated_one()
    {
        var truth = SimulatedTruth.Stamps;
        for (var i = 0; i < truth.Count; i++)
            // The table weighs both Moffats by their fluxes without the cut.
            (truth.Psf(i) with { TruncationArcsec = 1e4 }).FwhmArcsec
                .Should().BeApproximately(truth["psf_fwhm"][i], 1e-6);
    }

    [Fact]
    public void Drawn_psfs_have_the_asked_fwhm_and_the_simulated_sets_spread()
    {
        var random = new RandomStream(31, 0);
        var drawn = Enumerable.Range(0, 2000).Select(_ => MockPsfPriors.KidsR.Draw(random)).ToArray();
        var cdf = KolmogorovSmirnov.Cut(x => KolmogorovSmirnov.Gaussian(x, 0.70, 0.11), 0.45, 1.05);
        KolmogorovSmirnov.Statistic(drawn.Select(p => p.FwhmArcsec), cdf).Should().BeLessThan(1.95);
        var ellipticities = drawn.Select(p => Math.Sqrt(
            p.Ellipticity1 * p.Ellipticity1 + p.Ellipticity2 * p.Ellipticity2)).ToArray();
        KolmogorovSmirnov.Statistic(
            ellipticities, KolmogorovSmirnov.Cut(e => e * Math.Exp(-0.5 * e * e / 9e-4), 0, 0.1)).Should()
            .BeLessThan(1.95);
        KolmogorovSmirnov.Statistic(drawn.Select(p => p.PaDeg), pa => pa / 180).Should().BeLessThan(1.95);
    }

    [Fact]
    public void Scaling_and_shearing_do_what_they_say()
    {
        var scaled = Typical.WithFwhm(0.9);
        scaled.FwhmArcsec.Should().BeApproximately(0.9, 1e-6);
        (scaled.Fwhm2Arcsec / scaled.Fwhm1Arcsec).Should().BeApproximately(1.3 / 0.66, 1e-9);
        var sheared = Typical.WithEllipticity(-0.03, 0.05);
        sheared.Ellipticity1.Should().BeApproximately(-0.03, 1e-12);
        sheared.Ellipticity2.Should().BeApproximately(0.05, 1e-12);
        sheared.PaDeg.Should().BeInRange(0, 180);
    }

    [Fact]
    public void A_star_keeps_its_flux_and_centroid_wherever_it_falls() =>
        Gen.Select(Gen.Double[-0.5, 0.5], Gen.Double[-0.5, 0.5], Gen.Double[0, 180]).Sample(
            (dx, dy, pa) =>
            {
                const int size = 41;
                var plane = new float[size * size];
                (Typical with { PaDeg = pa }).AddStar(plane, size, 20 + dx, 20 + dy, 1, 0.2);
                double sum = 0, x = 0, y = 0;
                for (var i = 0; i < plane.Length; i++)
                {
                    sum += plane[i];
                    x += plane[i] * (double)(i % size);
                    y += plane[i] * (double)(i / size);
                }

                // The cut's edge, half covered pixels of 1e-6 of the light each, limits both.
                sum.Should().BeApproximately(1, 1e-4);
                (x / sum).Should().BeApproximately(20 + dx, 1e-3);
                (y / sum).Should().BeApproximately(20 + dy, 1e-3);
            },
            iter: 50);

    [Fact]
    public void Light_outside_the_plane_is_cut_not_folded()
    {
        var whole = new float[61 * 61];
        Typical.AddStar(whole, 61, 30, 30, 1, 0.2);
        var part = new float[20 * 20];
        Typical.AddStar(part, 20, 1, 18, 1, 0.2);
        for (var i = 0; i < part.Length; i++)
            part[i].Should().BeApproximately(whole[(i / 20 + 12) * 61 + i % 20 + 29], 1e-8f);
        var nothing = new float[400];
        Typical.AddStar(nothing, 20, 60, 10, 1, 0.2);
        nothing.Should().OnlyContain(p => p == 0);
    }

    [Fact]
    public void An_even_stamp_is_refused()
    {
        var even = () => Typical.ToStamp(24, 0.2);
        even.Should().Throw<ArgumentOutOfRangeException>().WithMessage("Found a PSF stamp of even size*");
    }
}
