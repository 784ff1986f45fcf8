using CsCheck;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Tests.Profiles;

public sealed class SersicTests
{
    // scipy.special.gammaincinv(2n, 0.5)
    [Theory]
    [InlineData(0.1, 0.02074633919282486)]
    [InlineData(0.2, 0.14507814164343544)]
    [InlineData(0.36, 0.42606216678673753)]
    [InlineData(0.5, 0.693147180559945)]
    [InlineData(1, 1.67834699001666)]
    [InlineData(2.5, 4.670908882795985)]
    [InlineData(4, 7.669249442500804)]
    [InlineData(8, 15.667929544317243)]
    public void Bn_equals_the_inverse_incomplete_gamma_function(double n, double expected)
        => Sersic.Bn(n).Should().BeApproximately(expected, 2e-12 * expected);

    [Fact]
    public void Bn_puts_half_the_light_inside_reff()
        => Gen.Double[0.05, 16].Sample(n => Math.Abs(Sersic.FractionInside(1, 1, n) - 0.5) < 1e-12);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Bn_of_what_is_no_index_is_no_number(double n) => Sersic.Bn(n).Should().Be(double.NaN);

    // GaLNet I, §2.2: light of a round galaxy inside a 12 arcsec aperture.
    [Theory]
    [InlineData(1, 1, 99.9, 0.06)] // 99.953: the paper cuts
    [InlineData(1, 4, 91, 0.5)]
    [InlineData(1, 6, 86, 0.5)]
    [InlineData(4, 4, 61, 0.5)]
    public void Aperture_fractions_are_those_of_the_paper(double reff, double n, double percent, double rounding)
        => (100 * Sersic.FractionInside(6, reff, n)).Should().BeApproximately(percent, rounding);

    [Fact]
    public void Total_flux_of_an_exponential_and_a_gaussian_are_elementary()
    {
        // I = I0 exp(-r/h): 2π h² q I0; n = 1/2 is a Gaussian of sigma rEff / sqrt(2 ln 2).
        var h = 3 / 1.67834699001666;
        Sersic.TotalFlux(1, 3, 0.4, 1).Should().BeApproximately(
            2 * Math.PI * h * h * 0.4 * Math.Exp(1.67834699001666), 1e-10);
        var sigma2 = 9 / (2 * Math.Log(2));
        Sersic.CentralIntensity(1, 3, 0.4, 0.5).Should().BeApproximately(1 / (2 * Math.PI * sigma2 * 0.4), 1e-14);
    }

    [Fact]
    public void Effective_intensity_inverts_the_total_flux()
        => Gen.Select(Gen.Double[0.1, 8], Gen.Double[0.05, 100], Gen.Double[0.05, 1]).Sample((n, reff, q) =>
            Math.Abs(Sersic.TotalFlux(Sersic.EffectiveIntensity(7.5, reff, q, n), reff, q, n) - 7.5) < 1e-11);

    [Fact]
    public void The_profile_integrates_to_its_total_flux()
        => Gen.Double[0.1, 8].Sample(n =>
        {
            var profile = new SersicProfile(0, 0, 1, 1, 1, 0, n);
            var sum = 0.0;
            for (var lnR = -40.0; lnR < 12; lnR += 0.01)
                sum += 0.01 * 2 * Math.PI * Math.Exp(2 * lnR) * Sersic.Intensity(profile, Math.Exp(lnR));
            return Math.Abs(sum - 1) < 1e-9;
        }, iter: 50);

    [Fact]
    public void The_radius_of_a_fraction_holds_that_fraction()
        => Gen.Select(Gen.Double[0.1, 8], Gen.Double[0.01, 0.99]).Sample((n, fraction) =>
            Math.Abs(Sersic.FractionInside(Sersic.RadiusOfFraction(fraction, 2.5, n), 2.5, n) - fraction) < 1e-9);

    [Fact]
    public void A_circle_in_an_elliptical_galaxy_holds_what_the_pixels_hold()
    {
        var profile = new SersicProfile(0, 0, 1, 6, 0.3, 35, 2.2);
        var sum = 0.0;
        const double Side = 1.0 / 16;
        for (var y = -8 + Side / 2; y < 8; y += Side)
        {
            for (var x = -8 + Side / 2; x < 8; x += Side)
            {
                if (x * x + y * y < 64)
                    sum += SersicRaster.LightInSquare(profile, x, y, Side);
            }
        }
        Sersic.FractionInsideCircle(8, 6, 0.3, 2.2).Should().BeApproximately(sum, 1e-4);
    }
}
