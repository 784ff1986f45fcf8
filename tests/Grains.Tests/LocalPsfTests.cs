using GaLNet.Grains.Measuring;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Psf;

namespace GaLNet.Grains.Tests;

/// <summary>Which PSF image a galaxy is measured with.</summary>
public sealed class LocalPsfTests
{
    private static readonly PsfModel Model = new()
    {
        XRefPix = 0,
        YRefPix = 0,
        ScalePix = 1,
        Degree = 0,
        Coefficients =
            [.. new MoffatParameters(3.5, 0.01, 0, 3.1, 0.15, 2, 2.4, 0, 0).ToVector().Select(v => new[] { v })],
        StarCount = 24,
        ResidualChi2 = 1,
        Rung = PsfRung.Tile,
    };

    [Theory]
    [InlineData(100, 100, 25)]
    [InlineData(5000, 100, 43)]
    [InlineData(100, 20_000, 43)]
    public void Fits_take_the_wings_where_they_are_noticed(double flux, double ofNeighbour, int side)
    {
        var psf = LocalPsf.ForFits(Model, 0, 0, Seen(flux, ofNeighbour))!;
        psf.Image.Width.Should().Be(side);
        // Narrow or wide: a star's total flux is the same.
        var peak = psf.Image.Pixels[side * side / 2] * psf.LightInside;
        var narrow = LocalPsf.ForNetworks(Model, 0, 0)!;
        (narrow.Image.Pixels[312] * narrow.LightInside).Should().BeApproximately(peak, 0.004 * peak);
        psf.FluxError.Should().BeInRange(0.0005, 0.005);
    }

    [Fact]
    public void A_psf_that_was_given_is_taken_as_it_is()
    {
        var star = new double[29 * 29];
        for (var i = 0; i < star.Length; i++)
        {
            star[i] = Math.Exp(-(Math.Pow((i % 29) - 14, 2) + Math.Pow((i / 29) - 14, 2)) / 5);
        }

        var given = PsfModel.Given(new PsfexBasis
        {
            Width = 29, Height = 29, Images = Array.ConvertAll(star, v => (float)v), Degree = 0, StepPix = 1,
            XZero = 0, XScale = 1, YZero = 0, YScale = 1,
        });
        var psf = LocalPsf.ForFits(given, 0, 0, Seen(5000, 0))!;
        (psf.Image.Width, psf.LightInside, psf.FluxError).Should().Be((25, 1, 0));
    }

    [Fact]
    public void Without_a_model_there_is_none()
        => LocalPsf.ForFits(null, 0, 0, Seen(5000, 0)).Should().BeNull();

    // Fluxes in sky sigmas.
    private static Stamp Seen(double flux, double ofNeighbour) => new()
    {
        Width = 61,
        Height = 61,
        Pixels = new float[61 * 61],
        SkySigma = 2,
        Guess = new SersicProfile(30, 30, 2 * flux, 3, 1, 0, 1),
        Neighbours = [new Neighbour(50, 50, 2 * ofNeighbour, 3, false)],
    };
}
