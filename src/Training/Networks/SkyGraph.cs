using GaLNet.Inference;
using GaLNet.Training.Feed;

namespace GaLNet.Training.Networks;

/// <summary>
/// The whole way from counts to Sérsic parameters with errors, in one graph. Counts of any zero point and gain: 1e-12
/// per pixel is no trouble to float32 once divided by the sky's noise.
/// </summary>
public static class SkyGraph
{
    private const int Side = NetworkContract.StampSize;
    private const int PsfPixels = NetworkContract.PsfSize * NetworkContract.PsfSize;
    private static readonly double AperturePixels = CentralAperture.Mask.Sum();

    /// <summary>Builds it.</summary>
    /// <param name="ops">What carries it out.</param>
    /// <param name="network">The pair of networks.</param>
    /// <param name="head">Which of them.</param>
    /// <param name="scale">Scale of its targets.</param>
    /// <param name="calibration">Calibration of its errors.</param>
    /// <param name="sky">The inputs.</param>
    public static SkyOutputs<T> Build<T>(
        ITensorOps<T> ops, INetwork network, Heads head, TargetScale scale, Calibration calibration,
        in SkyInputs<T> sky)
    {
        ArgumentNullException.ThrowIfNull(ops);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(calibration);
        var sigma = ops.Reshape(sky.SkySigma, -1, 1, 1);
        var stamp = ops.Divide(ops.Reshape(sky.Stamp, -1, Side, Side), sigma);
        var gainSigma = ops.Multiply(sky.Gain, sky.SkySigma);
        var psf = head == Heads.Seeing ? UnitSum(ops, ops.Reshape(sky.Psf!, -1, PsfPixels)) : default;
        var outputs = network.Apply(ops, new NetworkInputs<T>(stamp, psf!, gainSigma), scale, head);
        var flux = outputs.ApertureFlux;
        var answer = network.Interpret(
            ops, (head == Heads.Seeing ? outputs.Seeing : outputs.Blind)!, flux, scale);
        var noise = ops.Sqrt(ops.Affine(ops.Divide(flux, gainSigma), 1, AperturePixels));
        var signal = ops.Divide(flux, noise);
        var (half68, half95) = calibration.Apply(ops, answer.Widths, signal, outputs.Crowding);
        var columns = PixelColumns(ops, sky.PixelScale);
        var magnitude = ops.Add(sky.ZeroPoint, ops.Affine(ops.Log(sky.SkySigma), -2.5 / Math.Log(10)));
        var values = ops.Multiply(answer.Values, columns);
        var parameters = ops.Concat(
            1, ops.Slice(values, 1, 0, 2), ops.Add(ops.Slice(values, 1, 2, 1), magnitude),
            ops.Slice(values, 1, 3, 4));
        return new SkyOutputs<T>(
            parameters, ops.Multiply(half68, columns), ops.Multiply(half95, columns), signal, outputs.Crowding);
    }

    private static T UnitSum<T>(ITensorOps<T> ops, T psf)
        => ops.Divide(psf, ops.Clip(ops.Sum(psf, 1), 1e-20, 1e20));

    // [N, 7]: arcsec per pixel for x, y and rEff, 1 for the others.
    private static T PixelColumns<T>(ITensorOps<T> ops, T pixelScale)
        => ops.Add(
            ops.Multiply(pixelScale, ops.Constant([1f, 1, 0, 1, 0, 0, 0], 1, 7)),
            ops.Constant([0f, 0, 1, 0, 1, 1, 1], 1, 7));
}
