using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Psf;

namespace GaLNet.Photometry.Tests.Fitting;

/// <summary>A real PSF does not end with the networks' 25 pixels: bright galaxies are fitted with its wings.</summary>
public sealed class PsfWingsTests
{
    private const int Galaxies = 100;

    private static readonly MockStampOptions Bright = new()
    {
        PsfPriors = MockPsfPriors.KidsR with { TruncationArcsec = 5 },
        PsfSizePix = 51,
        Priors = MockPriors.Paper with
        {
            Mag = Prior.Uniform(17, 19), ReffArcsec = Prior.LogNormal(-0.1, 0.2, 0.3, 1.5),
            Index = Prior.Uniform(0.7, 3),
        },
    };

    [Fact]
    public void With_its_wings_errors_are_those_that_are_stated()
    {
        var (mag, index) = Pulls(35);
        mag.Should().BeInRange(0.7, 1.4);
        index.Should().BeInRange(0.7, 1.4);
        var (magWithout, indexWithout) = Pulls(PsfModel.DefaultStampPix);
        magWithout.Should().BeGreaterThan(1.3 * mag);
        indexWithout.Should().BeGreaterThan(1.3 * index);
    }

    [Theory]
    [InlineData(2.4, 35)]
    [InlineData(4.0, 43)]
    [InlineData(9.0, 51)]
    public void The_image_grows_with_the_seeing(double fwhm, int side)
        => Model(fwhm, 20).WideStampPixAt(0, 0).Should().Be(side);

    [Fact]
    public void More_stars_make_a_surer_psf()
        => Model(3.5, 80).FluxError.Should().BeApproximately(Model(3.5, 20).FluxError / 2, 1e-9);

    // 1.4826 median |measured - true| / error of magnitude and index; the light outside the image is counted.
    private static (double Mag, double Index) Pulls(int side)
    {
        var generator = new MockStampGenerator(Bright, 881);
        var engine = new Chi2Engine();
        double[] mag = new double[Galaxies], index = new double[Galaxies];
        for (var number = 0; number < Galaxies; number++)
        {
            var mock = generator.Make(number);
            var (psf, inside) = Centre(mock.Psf, side);
            var fit = engine.Measure(mock.Stamp, psf);
            var truth = mock.Truth.Galaxy;
            var flux = Math.Pow(10, -0.4 * truth.Mag);
            mag[number] = Math.Abs(fit.Profile.Flux / inside - flux) / fit.Errors.Flux;
            index[number] = Math.Abs(fit.Profile.Index - truth.Index) / fit.Errors.Index;
        }

        return (1.4826 * mag.Order().ElementAt(Galaxies / 2), 1.4826 * index.Order().ElementAt(Galaxies / 2));
    }

    private static (PsfStamp Psf, double Inside) Centre(PsfStamp psf, int side)
    {
        var pixels = new float[side * side];
        for (var y = 0; y < side; y++)
            psf.Pixels.AsSpan((y + (psf.Height - side) / 2) * psf.Width + (psf.Width - side) / 2, side)
                .CopyTo(pixels.AsSpan(y * side));
        double inside = pixels.Sum(p => (double)p);
        return (new PsfStamp(side, side, Array.ConvertAll(pixels, p => (float)(p / inside))), inside);
    }

    private static PsfModel Model(double fwhm, int stars) => new()
    {
        XRefPix = 0,
        YRefPix = 0,
        ScalePix = 1,
        Degree = 0,
        Coefficients = [.. new MoffatParameters(fwhm, 0, 0, 3.1, 0.1, 2, 2.4, 0, 0).ToVector().Select(v => new[] { v })],
        StarCount = stars,
        ResidualChi2 = 1,
        Rung = PsfRung.Tile,
    };
}
