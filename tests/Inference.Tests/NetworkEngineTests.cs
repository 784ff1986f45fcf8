using GaLNet.Inference.Onnx;
using GaLNet.Inference.Tests.Support;
using GaLNet.Photometry.Fitting;

namespace GaLNet.Inference.Tests;

/// <summary>Runs a network whose answers are known in closed form.</summary>
public sealed class NetworkEngineTests
{
    private static NetworkEngine Engine(string word = "galnet-2", int batchSize = 64)
        => new(OnnxModel.Open(MomentNetwork.File(word)), batchSize);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2.2e-12, 4e-12)]
    [InlineData(35, 1000)]
    public void Answers_come_back_in_the_stamps_own_counts_and_pixels(double unit, double sky)
    {
        using var engine = Engine();
        var fit = engine.Measure(TestStamps.Galaxy(5000, 0.5, -1.25, unit: unit, sky: sky), TestStamps.Psf());
        fit.Flags.Should().Be(FitFlags.None);
        fit.Profile.XPix.Should().BeApproximately(30.5, 1e-3);
        fit.Profile.YPix.Should().BeApproximately(28.75, 1e-3);
        fit.Profile.Flux.Should().BeApproximately(5000 * unit, 1e-3 * 5000 * unit);
        fit.Profile.ReffPix.Should().BeApproximately(MomentNetwork.ReffPix, 1e-5);
        fit.Errors.XPix.Should().BeApproximately(MomentNetwork.Errors[0] / 0.2, 1e-6);
        fit.Errors.Flux.Should().BeApproximately(fit.Profile.Flux * 0.4 * Math.Log(10) * 0.03, 1e-3 * unit);
        fit.Errors.PaDeg.Should().Be(6);
        fit.Sky.Should().Be(sky);
        engine.ModelId.Should().StartWith("moments 1.0 ");
    }

    [Fact]
    public void Chi2_is_that_of_the_rendered_answer()
    {
        using var engine = Engine();
        var (stamp, psf) = (TestStamps.Galaxy(), TestStamps.Psf());
        var fit = engine.Measure(stamp, psf);
        var model = engine.Render(fit, stamp, psf);
        var sum = 0.0;
        for (var i = 0; i < model.Length; i++)
            sum += Math.Pow(stamp.Pixels[i] - model[i], 2) / (1 + Math.Max(model[i], 0) / 60);
        fit.Chi2.Should().BeApproximately(sum / (61 * 61 - 7), 1e-3 * fit.Chi2);
        fit.SignalToNoise.Should().BeInRange(100, 400);
        fit.Chi2Reff.Should().BePositive();
    }

    [Fact]
    public void Batches_of_any_size_give_the_same_answers_in_order()
    {
        var items = Enumerable.Range(0, 37).Select(i => TestStamps.Pair(2000 + 100 * i)).ToArray();
        using var small = Engine(batchSize: 5);
        using var large = Engine(batchSize: 64);
        var fits = small.Measure(items);
        fits.Select(fit => fit.Profile).Should().Equal(large.Measure(items).Select(fit => fit.Profile));
        for (var i = 0; i < items.Length; i++)
            fits[i].Profile.Flux.Should().BeApproximately(2000 + 100 * i, 2);
        small.Measure([]).Should().BeEmpty();
    }

    [Fact]
    public void Network_without_psf_runs_too()
    {
        using var engine = Engine("galnet-1");
        engine.Name.Should().Be("galnet-1");
        engine.Measure(TestStamps.Galaxy(), TestStamps.Psf()).Flags.Should().Be(FitFlags.None);
    }

    [Fact]
    public void One_bad_stamp_harms_no_other()
    {
        using var engine = Engine();
        var nothing = TestStamps.Galaxy();
        Array.Fill(nothing.Pixels, float.NaN);
        var fits = engine.Measure(
        [
            TestStamps.Pair(), new StampAndPsf(nothing, TestStamps.Psf()),
            new StampAndPsf(TestStamps.Galaxy(), TestStamps.Psf() with { Pixels = new float[625] }), TestStamps.Pair(),
        ]);
        fits[0].Flags.Should().Be(FitFlags.None);
        fits[1].Flags.Should().Be(FitFlags.Failed | FitFlags.MaskedPixels);
        double.IsNaN(fits[1].Profile.Flux).Should().BeTrue();
        fits[2].Flags.Should().Be(FitFlags.Failed | FitFlags.PsfFallback);
        fits[3].Profile.Should().Be(fits[0].Profile);
    }

    [Fact]
    public void Unlike_the_training_set_is_flagged()
    {
        using var engine = Engine();
        FitFlags Of(Stamp stamp, double psfSigma = 1.5) => engine.Measure(stamp, TestStamps.Psf(psfSigma)).Flags;
        var halfEmpty = TestStamps.Galaxy();
        for (var i = 0; i < 61 * 61; i++)
        {
            if (i % 61 > 12 && i % 61 < 48)
                halfEmpty.Pixels[i] = float.NaN;
        }
        Of(TestStamps.Galaxy()).Should().Be(FitFlags.None);
        Of(TestStamps.Galaxy(), psfSigma: 0.6).Should().HaveFlag(FitFlags.OutsideTrainingDomain, "a narrow PSF");
        Of(TestStamps.Galaxy(), psfSigma: 4.5).Should().HaveFlag(FitFlags.OutsideTrainingDomain, "a wide PSF");
        Of(TestStamps.Galaxy(300)).Should().HaveFlag(FitFlags.OutsideTrainingDomain, "too faint");
        Of(TestStamps.Galaxy(1e9)).Should().HaveFlag(FitFlags.OutsideTrainingDomain, "too bright");
        Of(TestStamps.Galaxy(5000, dx: 9)).Should().HaveFlag(FitFlags.OutsideTrainingDomain, "off centre");
        Of(TestStamps.Galaxy(0)).Should().HaveFlag(FitFlags.OutsideTrainingDomain, "empty");
        Of(halfEmpty).Should().HaveFlag(FitFlags.OutsideTrainingDomain, "mostly gaps");
        Of(TestStamps.Galaxy(size: 41)).Should()
            .HaveFlag(FitFlags.OutsideTrainingDomain | FitFlags.StampTooSmall, "a small stamp");
    }

    [Fact]
    public void Answers_at_the_edge_of_the_training_are_flagged()
    {
        using var engine = new NetworkEngine(OnnxModel.Open(MomentNetwork.File(reffPix: 19.9)));
        engine.Measure(TestStamps.Galaxy(), TestStamps.Psf()).Flags.Should().Be(FitFlags.ReffNearBound);
    }

    [Fact]
    public void Graph_that_cannot_run_is_one_sentence()
    {
        var graph = MomentNetwork.Graph();
        graph.Node("NoSuchOperator", ["stamp"]);
        FluentActions.Invoking(() => OnnxModel.Open(ModelFile.Parse(graph.ToBytes(), "net.onnx")))
            .Should().Throw<ModelException>().WithMessage("net.onnx cannot be run*")
            .Which.Message.Should().NotContain("\n");
    }
}
