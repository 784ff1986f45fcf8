using GaLNet.Inference.Tests.Support;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Inference.Tests;

/// <summary>The hybrid's fit, given what a good network would say of mocks with known truth.</summary>
public sealed class HybridEngineTests
{
    private const int Count = 40;
    private readonly Chi2Engine _chi2 = new();

    [Fact]
    public void On_clean_stamps_it_agrees_with_the_fit_within_its_errors()
    {
        foreach (var mock in Make(null))
        {
            var alone = _chi2.Measure(mock.Stamp, mock.Psf);
            var hybrid = Refine(mock);
            var (a, b, e) = (alone.Profile, hybrid.Profile, alone.Errors);
            (Math.Abs(a.XPix - b.XPix) / e.XPix).Should().BeLessThan(1);
            (Math.Abs(a.Flux - b.Flux) / e.Flux).Should().BeLessThan(2);
            (Math.Abs(a.ReffPix - b.ReffPix) / e.ReffPix).Should().BeLessThan(2);
            (Math.Abs(a.Index - b.Index) / e.Index).Should().BeLessThan(2);
            (hybrid.Flags & FitFlags.NotConverged).Should().Be(FitFlags.None);
        }
    }

    [Fact]
    public void In_crowds_it_is_nearer_to_the_truth_than_the_fit()
    {
        double alone = 0, hybrid = 0;
        foreach (var mock in Make(new MockCrowding()))
        {
            alone += Math.Pow(Math.Log(_chi2.Measure(mock.Stamp, mock.Psf).Profile.ReffPix / Truth(mock).ReffPix), 2);
            hybrid += Math.Pow(Math.Log(Refine(mock).Profile.ReffPix / Truth(mock).ReffPix), 2);
        }
        hybrid.Should().BeLessThan(0.9 * alone);
    }

    [Fact]
    public void Errors_are_of_the_pixels_and_never_above_the_networks()
    {
        var mock = Make(null)[0];
        var alone = _chi2.Measure(mock.Stamp, mock.Psf);
        var hybrid = Refine(mock);
        hybrid.Errors.ReffPix.Should().BeApproximately(alone.Errors.ReffPix, 0.2 * alone.Errors.ReffPix);
        var sure = Known(mock, 0.1);
        var held = HybridEngine.Refine(_chi2, new StampAndPsf(mock.Stamp, mock.Psf), sure);
        held.Errors.Index.Should().BeApproximately(sure.Errors.Index, 1e-9);
        Math.Sqrt(held.Covariance![6 * 8 + 6]).Should().BeApproximately(held.Errors.Index, 1e-9);
    }

    [Fact]
    public void Beyond_the_networks_training_the_fit_stands_alone()
    {
        var mock = Make(null)[1];
        var known = Known(mock) with { Flags = FitFlags.OutsideTrainingDomain, Profile = new(20, 40, 1, 9, 1, 0, 4) };
        var fit = HybridEngine.Refine(_chi2, new StampAndPsf(mock.Stamp, mock.Psf), known);
        fit.Profile.Should().Be(_chi2.Measure(mock.Stamp, mock.Psf).Profile);
        fit.Flags.Should().HaveFlag(FitFlags.OutsideTrainingDomain);
    }

    [Fact]
    public void Engine_runs_network_and_fit_in_one()
    {
        using var engine = new HybridEngine(new NetworkEngine(OnnxModel.Open(MomentNetwork.File())));
        engine.Name.Should().Be("hybrid");
        engine.ModelId.Should().StartWith("chi2-1 + moments 1.0 ");
        var fits = engine.Measure([TestStamps.Pair(4000), TestStamps.Pair(6000)]);
        fits[0].Profile.Flux.Should().BeApproximately(4000, 100);
        fits[1].Profile.Flux.Should().BeApproximately(6000, 100);
        fits.Should().OnlyContain(fit => fit.Covariance != null);
    }

    private static MockStamp[] Make(MockCrowding? crowding)
    {
        var generator = new MockStampGenerator(new MockStampOptions { Crowding = crowding }, 20_331);
        return [.. Enumerable.Range(0, Count).Select(i => generator.Make(i))];
    }

    private static SersicProfile Truth(MockStamp mock)
        => new MockStampOptions().Place(false, mock.Truth.Galaxy).ToProfile(0.2, 0);

    private SersicFit Refine(MockStamp mock)
        => HybridEngine.Refine(_chi2, new StampAndPsf(mock.Stamp, mock.Psf), Known(mock));

    // The truth, with the errors of a network that is somewhat worse than the Cramér-Rao bound.
    private static SersicFit Known(MockStamp mock, double width = 1.3)
    {
        var truth = Truth(mock);
        var bound = FisherMatrix.Of(truth, mock.Stamp, mock.Psf).Bounds(0.2, true);
        return new SersicFit
        {
            Profile = truth,
            Errors = new SersicProfile(
                width * bound.XArcsec / 0.2, width * bound.YArcsec / 0.2, width * 0.921 * bound.Mag * truth.Flux,
                width * bound.ReffArcsec / 0.2, width * bound.AxisRatio, width * bound.PaDeg, width * bound.Index),
        };
    }
}
