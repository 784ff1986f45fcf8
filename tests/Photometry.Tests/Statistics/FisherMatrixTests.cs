using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Statistics;
using GaLNet.Photometry.Tests.Mocks;

namespace GaLNet.Photometry.Tests.Statistics;

public sealed class FisherMatrixTests
{
    private static readonly MockStampOptions Options = new();

    [Theory]
    [InlineData("_crlb", false)]
    [InlineData("_crlb_sky", true)]
    public void Bounds_equal_the_independently_computed_ones(string suffix, bool skyIsFree)
    {
        var truth = SimulatedTruth.Stamps;
        var bounds = SimulatedTruth.Bounds;
        for (var i = 0; i < truth.Count; i++)
        {
            var ours = Of(truth.Galaxy(i), truth.Psf(i)).Bounds(Options.PixelScaleArcsec, skyIsFree);
            var theirs = bounds.Galaxy(i, suffix);
            foreach (var parameter in ScoredParameterNames.All)
                (ours[parameter] / theirs[parameter]).Should().BeApproximately(
                    1, 0.01, $"{parameter.ShortName()} of galaxy {i}");
        }
    }

    [Fact]
    public void A_flat_bright_sky_is_known_to_sigma_over_root_n()
    {
        // A point-like faint galaxy tells nothing about the sky but its own few pixels.
        var fisher = Of(new GalaxyParameters(0, 0, 24, 0.3, 0.7, 30, 1), SimulatedTruth.Stamps.Psf(0));
        var expected = MockNoise.KidsR.SkySigma / Math.Sqrt(61 * 61);
        fisher.SkyBound().Should().BeInRange(expected, 1.1 * expected);
    }

    [Fact]
    public void A_round_galaxy_has_no_position_angle_but_everything_else()
    {
        var round = new GalaxyParameters(0.03, 0, 20, 0.8, 1, 30, 2);
        var bounds = Of(round, SimulatedTruth.Stamps.Psf(0)).Bounds(0.2, false);
        bounds.PaDeg.Should().Be(double.PositiveInfinity);
        var nearly = Of(round with { AxisRatio = 0.999 }, SimulatedTruth.Stamps.Psf(0)).Bounds(0.2, false);
        bounds.ReffArcsec.Should().BeApproximately(nearly.ReffArcsec, 0.02 * nearly.ReffArcsec);
        bounds.AxisRatio.Should().BeApproximately(nearly.AxisRatio, 0.02 * nearly.AxisRatio);
    }

    [Fact]
    public void Masked_pixels_tell_nothing()
    {
        var galaxy = SimulatedTruth.Stamps.Galaxy(0);
        var psf = SimulatedTruth.Stamps.Psf(0);
        var mask = new byte[61 * 61];
        Array.Fill(mask, (byte)1);
        Of(galaxy, psf, mask).Bounds(0.2, false).Mag.Should().Be(double.NaN);
        Array.Clear(mask, 0, 61 * 40);
        var part = Of(galaxy, psf, mask).Bounds(0.2, false);
        var whole = Of(galaxy, psf).Bounds(0.2, false);
        part.Mag.Should().BeGreaterThan(whole.Mag);
        part.Index.Should().BeGreaterThan(whole.Index);
    }

    private static FisherMatrix Of(GalaxyParameters galaxy, MockPsf psf, byte[]? mask = null)
    {
        var stamp = new Stamp
        {
            Width = 61,
            Height = 61,
            Pixels = new float[61 * 61],
            SkySigma = MockNoise.KidsR.SkySigma,
            Gain = MockNoise.KidsR.Gain,
            Mask = mask,
        };
        return FisherMatrix.Of(Options.Place(false, galaxy).ToProfile(0.2, 0), stamp, psf.ToStamp(25, 0.2));
    }
}
