using GaLNet.Inference;

namespace GaLNet.Training.Networks;

/// <summary>Measures a PSF by one matrix product: it stands on the central pixel, so the windows stand still.</summary>
internal static class PsfMeasurer
{
    /// <summary>Window sigmas, pixels: those of the stamp that fit.</summary>
    public static IReadOnlyList<float> Sigmas { get; } = [.. StampMeasurer.Sigmas.Take(6)];

    /// <summary>Length of <see cref="PsfFeatures{T}.Numbers"/>.</summary>
    public static int NumberCount => Sigmas.Count * MomentBank.Kinds.Count;

    private static readonly float[] Matrix = MomentBank.CentredMatrix(NetworkContract.PsfSize, Sigmas);

    /// <summary>Measures [N, 625] PSFs of unit sum.</summary>
    public static PsfFeatures<T> Measure<T>(ITensorOps<T> ops, T psf)
    {
        const int pixels = NetworkContract.PsfSize * NetworkContract.PsfSize;
        var windows = Sigmas.Count;
        var moments = ops.Reshape(
            ops.MatMul(psf, ops.Constant(Matrix, pixels, NumberCount)), -1, MomentBank.Kinds.Count, windows);
        var total = ops.Clip(ops.Slice(moments, 1, 0, 1), 0.02, 10);
        var ratios = ops.Clip(
            ops.Divide(ops.Slice(moments, 1, 1, MomentBank.HigherKinds), total), -2.5, 2.5);
        var spins = ops.MatMul(ops.Constant(MomentBank.SpinMatrix, 8, MomentBank.HigherKinds), ratios);
        var logFluxes = ops.Reshape(ops.Log(total), -1, windows);
        return new PsfFeatures<T>(
            ops.Concat(1, logFluxes, ops.Reshape(ratios, -1, MomentBank.HigherKinds * windows)),
            ops.Reshape(ops.Slice(spins, 1, 0, 2), -1, 2 * windows),
            ops.Reshape(ops.Slice(spins, 1, 2, 2), -1, 2 * windows),
            logFluxes);
    }
}
