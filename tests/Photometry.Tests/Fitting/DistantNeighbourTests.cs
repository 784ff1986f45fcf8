using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Tests.Fitting;

/// <summary>A detected neighbour that does not reach the target is left out: the target's fit may not notice it.</summary>
public sealed class DistantNeighbourTests
{
    private const int Galaxies = 60;
    private const double SeenRadiusPix = 2.6;

    private static readonly SersicProfile Far = new(52.3, 48.6, 0, 2.2, 0.6, 40, 2.5);

    private static readonly MockStampOptions Targets = new()
    {
        Priors = MockPriors.Paper with
        {
            Mag = Prior.Uniform(20.5, 22), ReffArcsec = Prior.Uniform(0.25, 0.5), Index = Prior.Uniform(0.7, 3),
        },
    };

    private readonly Chi2Engine _engine = new();

    [Fact]
    public void It_neither_shifts_the_answer_nor_costs_a_fit_of_its_own()
    {
        var generator = new MockStampGenerator(Targets, 77);
        double alone = 0, beside = 0;
        var bias = 0.0;
        for (var number = 0; number < Galaxies; number++)
        {
            var mock = generator.Make(number);
            var truth = Math.Pow(10, -0.4 * mock.Truth.Galaxy.Mag);
            var first = _engine.Measure(Seen(mock, truth, [], mock.Stamp.Pixels), mock.Psf);
            var neighbour = Far with { Flux = 0.4 * truth };
            float[] pixels = [.. mock.Stamp.Pixels];
            new ModelRenderer(61, 61, mock.Psf).Add(neighbour, pixels);
            // Detection sees its size with the PSF, and errs by a tenth of its light.
            var seen = new Neighbour(neighbour.XPix, neighbour.YPix, 0.9 * neighbour.Flux, 3.1, false);
            var second = _engine.Measure(Seen(mock, truth, [seen], pixels), mock.Psf);
            alone += Loss(first);
            beside += Loss(second);
            bias += (second.Profile.Flux - first.Profile.Flux) / first.Errors.Flux / Galaxies;
            second.Iterations.Should().BeLessThan(first.Iterations + 12);

            double Loss(SersicFit fit) => Math.Min(25, Square((fit.Profile.Flux - truth) / first.Errors.Flux))
                + Math.Min(25, Square((fit.Profile.ReffPix - mock.Truth.Galaxy.ReffArcsec / 0.2) / first.Errors.ReffPix));
        }

        (beside / alone).Should().BeLessThan(1.2);
        Math.Abs(bias).Should().BeLessThan(0.3);
    }

    [Theory]
    [InlineData(40, 34, 20)]
    [InlineData(58, 30, 6000)]
    public void Near_and_bright_ones_are_fitted(double x, double y, double flux)
    {
        var target = new SersicProfile(30, 30, 1000, SeenRadiusPix, 1, 0, 1);
        DistantNeighbour.MaskRadius(new Neighbour(x, y, flux, 3, false), target, 7.5, 1).Should().BeNull();
    }

    private static double Square(double value) => value * value;

    private static Stamp Seen(MockStamp mock, double flux, Neighbour[] neighbours, float[] pixels) => new()
    {
        Width = mock.Stamp.Width,
        Height = mock.Stamp.Height,
        Pixels = pixels,
        SkySigma = mock.Stamp.SkySigma,
        Gain = mock.Stamp.Gain,
        Neighbours = neighbours,
        Search = NeighbourSearch.OutsideTarget,
        Guess = new SersicProfile(30, 30, flux, SeenRadiusPix, 1, 0, 1),
    };
}
