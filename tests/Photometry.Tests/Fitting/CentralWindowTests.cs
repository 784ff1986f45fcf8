using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Profiles;

namespace GaLNet.Photometry.Tests.Fitting;

/// <summary>Small faint galaxies are measured in a part of their stamp: nothing may be lost by it.</summary>
public sealed class CentralWindowTests
{
    private const int Galaxies = 120;

    private static readonly MockStampOptions Faint = new()
    {
        Priors = MockPriors.Paper with
        {
            Mag = Prior.Uniform(22, 23.5), ReffArcsec = Prior.Uniform(0.2, 0.4), Index = Prior.Uniform(0.7, 2.5),
            MinSignalToNoise = 10,
        },
    };

    private readonly Chi2Engine _engine = new();

    [Fact]
    public void A_window_tells_what_the_whole_stamp_tells()
    {
        var generator = new MockStampGenerator(Faint, 411);
        double whole = 0, window = 0;
        var windows = 0;
        for (var number = 0; number < Galaxies; number++)
        {
            var mock = generator.Make(number);
            var stamp = Seen(mock, radiusPix: 2.2);
            windows += CentralWindow.Of(stamp) is null ? 0 : 1;
            var part = _engine.Measure(stamp, mock.Psf);
            var all = _engine.Measure(Seen(mock, radiusPix: 0), mock.Psf);
            var truth = mock.Truth.Galaxy;
            var flux = Math.Pow(10, -0.4 * truth.Mag);
            window += Loss(part);
            whole += Loss(all);

            // Flux, position and size against their errors, those of the whole stamp for both.
            double Loss(SersicFit fit) => Math.Min(25, Square((fit.Profile.Flux - flux) / all.Errors.Flux))
                + Math.Min(25, Square((fit.Profile.XPix - 30 - truth.XArcsec / 0.2) / all.Errors.XPix))
                + Math.Min(25, Square((fit.Profile.ReffPix - truth.ReffArcsec / 0.2) / all.Errors.ReffPix));
        }

        windows.Should().BeGreaterThan(Galaxies / 2);
        (window / whole).Should().BeLessThan(1.1);
    }

    [Fact]
    public void Where_a_galaxy_is_larger_than_it_looked_the_whole_stamp_is_used()
    {
        var large = MockPriors.Paper with { ReffArcsec = Prior.Fixed(2), Mag = Prior.Fixed(20.5) };
        var mock = new MockStampGenerator(new MockStampOptions { Priors = large }, 5).Make(0);
        var stamp = Seen(mock, radiusPix: 2);
        var fit = _engine.Measure(stamp, mock.Psf);
        var whole = _engine.Measure(Seen(mock, radiusPix: 0), mock.Psf);
        fit.Profile.ReffPix.Should().BeApproximately(whole.Profile.ReffPix, 0.3 * whole.Errors.ReffPix);
        fit.Profile.Flux.Should().BeApproximately(whole.Profile.Flux, 0.3 * whole.Errors.Flux);
    }

    [Fact]
    public void Pixels_without_data_outside_the_window_are_told_too()
    {
        var mock = new MockStampGenerator(Faint, 411).Make(1);
        mock.Stamp.Pixels[0] = float.NaN;
        var stamp = Seen(mock, radiusPix: 2.2);
        CentralWindow.Of(stamp).Should().NotBeNull();
        _engine.Measure(stamp, mock.Psf).Flags.Should().HaveFlag(FitFlags.MaskedPixels);
    }

    private static double Square(double value) => value * value;

    // The stamp with what a detection says; a radius of 0 says nothing of the size, so that the whole stamp is used.
    private static Stamp Seen(MockStamp mock, double radiusPix) => new()
    {
        Width = mock.Stamp.Width,
        Height = mock.Stamp.Height,
        Pixels = mock.Stamp.Pixels,
        SkySigma = mock.Stamp.SkySigma,
        Gain = mock.Stamp.Gain,
        Search = NeighbourSearch.OutsideTarget,
        Guess = new SersicProfile(30, 30, Math.Pow(10, -0.4 * mock.Truth.Galaxy.Mag), radiusPix, 1, 0, 1),
    };
}
