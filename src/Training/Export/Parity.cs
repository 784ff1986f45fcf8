using GaLNet.Inference;
using GaLNet.Inference.Onnx;
using GaLNet.Photometry.Mocks;
using GaLNet.Training.Feed;
using GaLNet.Training.Loop;
using GaLNet.Training.Networks;

namespace GaLNet.Training.Export;

/// <summary>Runs a file beside torch on the same stamps, both in float32.</summary>
internal static class Parity
{
    private const int Columns = NetworkContract.ParameterCount, QColumn = 4, PaColumn = 5;
    // Differences are relative to the value, or to these where it is near zero: x and y to the prior's width, PA to
    // its whole range.
    private static readonly double[] Units = [0.4, 0.4, 1, 0.2, 1, 180, 1];
    // The angle of a rounder ellipse says nothing at this precision: an ellipticity of 0.01 that is rounded by 2e-7
    // turns it by 1e-5.
    private const double Round = 0.98;

    /// <summary>Largest relative differences of parameters, errors and errors95; PA only of galaxies with q up to 0.98.</summary>
    /// <param name="file">The exported file.</param>
    /// <param name="predictor">Torch with the same state, in float32.</param>
    /// <param name="head">The network in the file.</param>
    /// <param name="calibration">Its calibration.</param>
    /// <param name="mocks">Stamps.</param>
    public static double[] Compare(
        ModelFile file, Predictor predictor, Heads head, Calibration calibration, IEnumerable<TrainingBatch> mocks)
    {
        using var model = OnnxModel.Open(file, new OnnxModelOptions { AllowGpu = false });
        var worst = new double[3];
        foreach (var batch in mocks)
        {
            var sky = SkyBatch.Of(batch, MockNoise.KidsR.SkySigma, 0, 0.2);
            var torch = predictor.Answer(sky, head, calibration);
            var inputs = Inputs(sky);
            model.Run(inputs, sky.Size);
            double Q(int row) => torch.Parameters[row * Columns + QColumn];
            for (var i = 0; i < sky.Size; i++)
            {
                worst[0] = Math.Max(worst[0], Difference(inputs.Parameters(i), torch.Parameters, i, Q(i)));
                worst[1] = Math.Max(worst[1], Difference(inputs.Errors(i), torch.Errors, i, Q(i)));
                worst[2] = Math.Max(worst[2], Difference(inputs.Errors95(i), torch.Errors95, i, Q(i)));
            }
        }

        return worst;
    }

    /// <summary>Inputs of a session.</summary>
    public static NetworkBatch Inputs(SkyBatch sky)
    {
        var inputs = new NetworkBatch(sky.Size);
        for (var i = 0; i < sky.Size; i++)
        {
            sky.Stamps.AsSpan(i * MockRecord.StampLength, MockRecord.StampLength).CopyTo(inputs.Stamp(i));
            sky.Psfs.AsSpan(i * MockRecord.PsfLength, MockRecord.PsfLength).CopyTo(inputs.Psf(i));
            inputs.SkySigmas[i] = sky.SkySigmas[i];
            inputs.Gains[i] = sky.Gains[i];
            inputs.ZeroPoints[i] = sky.ZeroPoints[i];
            inputs.PixelScales[i] = sky.PixelScales[i];
        }

        return inputs;
    }

    private static double Difference(ReadOnlySpan<float> onnx, float[] torch, int row, double q)
    {
        double worst = 0;
        for (var k = 0; k < Columns; k++)
        {
            double expected = torch[row * Columns + k], difference = Math.Abs(onnx[k] - expected);
            if (!float.IsFinite(onnx[k])) return double.PositiveInfinity;
            if (k == PaColumn && q > Round) continue;
            // 0 and 180 degrees are the same direction.
            if (k == PaColumn) difference = Math.Min(difference, 180 - difference);
            worst = Math.Max(worst, difference / Math.Max(Math.Abs(expected), Units[k]));
        }

        return worst;
    }
}
