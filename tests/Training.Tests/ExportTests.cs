using GaLNet.Inference;
using GaLNet.Inference.Onnx;
using GaLNet.Training.Export;
using GaLNet.Training.Loop;
using GaLNet.Training.Native;
using GaLNet.Training.Networks;

namespace GaLNet.Tests.Training;

/// <summary>An exported file answers what torch answers.</summary>
public sealed class ExportTests
{
    public ExportTests() => TorchNative.Prepare();

    [Theory]
    [InlineData(false, Heads.Blind)]
    [InlineData(false, Heads.Seeing)]
    [InlineData(true, Heads.Blind)]
    [InlineData(true, Heads.Seeing)]
    public void OnnxRuntimeAgreesWithTorch(bool asInPaper, Heads head)
    {
        var (state, file, calibration) = Exported(asInPaper, head);
        var mocks = new Validation(100, crowded: true, seed: 9);
        using var predictor = new Predictor(state, half: false);

        var differences = Parity.Compare(file, predictor, head, calibration, mocks.Batches);

        differences.Max().Should().BeLessThan(1e-5);
        var info = ModelInfo.Of(file);
        info.Engine.Should().Be(head == Heads.Blind ? "galnet-1" : "galnet-2");
        info.Version.Should().Be("0.1");
        info.Domain.ReffPix.Max.Should().BeGreaterThan(info.Domain.ReffPix.Min);
    }

    [Fact]
    public void CountsAndZeroPointsDoNotMatter()
    {
        var (_, file, _) = Exported(asInPaper: false, Heads.Seeing);
        var batch = new Validation(100, crowded: true, seed: 9).Batches[0];
        using var model = OnnxModel.Open(file, new OnnxModelOptions { AllowGpu = false });
        var faint = Run(model, SkyBatch.Of(batch, 2.2e-12, 0, 0.2));
        var bright = Run(model, SkyBatch.Of(batch, 37, 30, 0.2));

        for (var i = 0; i < batch.Size; i++)
        {
            for (var k = 0; k < 7; k++)
            {
                // Another zero point and other counts shift magnitudes by a known amount and nothing else.
                var shift = k == 2 ? (float)(30 - 2.5 * Math.Log10(37 / 2.2e-12)) : 0;
                bright.Parameters(i)[k].Should().BeApproximately(
                    faint.Parameters(i)[k] + shift, k == 5 ? 0.05f : 1e-4f, "stamp {0}, parameter {1}", i, k);
            }
        }
    }

    [Fact]
    public void InfiniteGainIsAnswered()
    {
        var (_, file, _) = Exported(asInPaper: false, Heads.Seeing);
        var sky = SkyBatch.Of(new Validation(100, crowded: true, seed: 9).Batches[0], 2.2e-12, 0, 0.2);
        Array.Fill(sky.Gains, float.PositiveInfinity);
        using var model = OnnxModel.Open(file, new OnnxModelOptions { AllowGpu = false });

        var answers = Run(model, sky);

        for (var i = 0; i < sky.Size; i++)
        {
            answers.Parameters(i).ToArray().Should().OnlyContain(value => float.IsFinite(value));
            answers.Errors(i).ToArray().Should().OnlyContain(value => float.IsFinite(value) && value > 0);
        }
    }

    private static NetworkBatch Run(OnnxModel model, SkyBatch sky)
    {
        var inputs = Parity.Inputs(sky);
        model.Run(inputs, sky.Size);
        return inputs;
    }

    // A few steps suffice: every weight has moved and every running statistic is of the mocks.
    private static (TrainingState State, ModelFile File, Calibration Calibration) Exported(
        bool asInPaper, Heads head)
    {
        var plan = Presets.Get(asInPaper ? "paper" : "smoke", 4);
        plan = plan with
        {
            Samples = 640,
            BatchSize = 32,
            Widths = [8, 16, 16, 16],
            Feed = plan.Feed with { FirstPool = 128, PoolSize = 256 },
        };
        using var trainer = new Trainer(plan);
        while (!trainer.IsDone) trainer.Step();
        var state = trainer.Save();
        using var predictor = new Predictor(state, half: false);
        var calibration = Calibrator.Measure(
            predictor, head, new Validation(300, crowded: true, seed: 8).Batches);
        var facts = new ExportFacts("0.1", DomainOf.Measure(plan), new Dictionary<string, HeldOutScore>());
        var bytes = Exporter.Build(state, head, calibration, facts).ToBytes();
        return (state, ModelFile.Parse(bytes, "network.onnx"), calibration);
    }
}
