using GaLNet.Inference;
using GaLNet.Training.Feed;

namespace GaLNet.Training.Networks;

/// <summary>
/// How much light of other sources is visible on a stamp, sky sigmas. Where some is visible, more hides under the
/// target: errors are calibrated by it.
/// </summary>
internal static class Crowding
{
    // Standard deviation of the sky in a cell's sum, sky sigmas.
    private const double CellNoise = LightShare.CellSide;

    // Beyond it, light without a counterpart across the centre is not the target's own.
    private const double OuterPix = 10;

    private const int ContractSide = NetworkContract.StampSize;
    private static readonly int CellsPerSide = LightShare.SideOf(ContractSide);
    private static readonly int CellCount = LightShare.CellsOf(ContractSide);
    private static readonly long[] AcrossCentre = [.. Enumerable.Range(0, CellCount).Select(i => (long)i).Reverse()];
    private static readonly float[] Outer = MakeOuter();

    /// <summary>By the network's own estimate of the target's share in each cell, [N, 1].</summary>
    /// <param name="ops">What carries it out.</param>
    /// <param name="stamp">[N, side, side] sky sigmas.</param>
    /// <param name="shareLogit">[N, cells] logit of the shares.</param>
    /// <param name="side">Pixels per side of the stamp.</param>
    public static T OfShares<T>(ITensorOps<T> ops, T stamp, T shareLogit, int side = ContractSide)
    {
        var light = ops.Relu(ops.Affine(Cells(ops, stamp, side), 1, -2 * CellNoise));
        // The third power: a cell that is half the target's, or of which the network is not sure, counts little.
        var others = ops.Affine(ops.Sigmoid(ops.Detach(shareLogit)), -1, 1);
        var cubed = ops.Multiply(others, ops.Multiply(others, others));
        return ops.Sum(ops.Multiply(light, cubed), 1);
    }

    /// <summary>
    /// For networks that estimate no shares, [N, 1]: light of outer cells beyond twice that of the cell across the
    /// centre.
    /// </summary>
    /// <param name="ops">What carries it out.</param>
    /// <param name="stamp">[N, 61, 61] sky sigmas.</param>
    public static T OfAsymmetry<T>(ITensorOps<T> ops, T stamp)
    {
        var cells = Cells(ops, stamp, ContractSide);
        var across = ops.Gather(cells, 1, AcrossCentre);
        var excess = ops.Subtract(ops.Subtract(cells, across), ops.Relu(across));
        var light = ops.Relu(ops.Affine(excess, 1, -3 * CellNoise));
        return ops.Sum(ops.Multiply(light, ops.Constant(Outer, 1, CellCount)), 1);
    }

    // [N, cells] sums over 4 x 4 pixels.
    private static T Cells<T>(ITensorOps<T> ops, T stamp, int side)
    {
        var means = ops.AveragePool(ops.AveragePool(ops.Reshape(stamp, -1, 1, side, side)));
        return ops.Affine(ops.Reshape(means, -1, LightShare.CellsOf(side)), LightShare.CellSide * LightShare.CellSide);
    }

    private static float[] MakeOuter()
    {
        const double centre = 0.5 * (NetworkContract.StampSize - 1);
        double Place(int cell) => LightShare.CellSide * cell + 0.5 * (LightShare.CellSide - 1) - centre;
        return
        [
            .. Enumerable.Range(0, CellCount).Select(i => double.Hypot(
                Place(i % CellsPerSide), Place(i / CellsPerSide)) > OuterPix ? 1f : 0f),
        ];
    }
}
