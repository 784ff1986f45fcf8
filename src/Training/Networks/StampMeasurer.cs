using GaLNet.Inference;

namespace GaLNet.Training.Networks;

/// <summary>
/// Measures a stamp by tensor operations: windowed centroids and the moments of <see cref="MomentBank"/>, each on the
/// stamp as it is and on the stamp weighted with the target's share of the light.
/// </summary>
internal sealed class StampMeasurer
{
    // Centroids look at the central 31 x 31 pixels: their windows reach no farther.
    private const int Crop = 31;
    private const double MostOffset = ShapeTargets.MostOffsetPix;

    /// <summary>Window sigmas, pixels: from within the seeing to the stamp's edge.</summary>
    public static IReadOnlyList<float> Sigmas { get; } = [1.0f, 1.5f, 2.2f, 3.2f, 4.6f, 6.6f, 9.5f, 14f];

    /// <summary>Windows over both versions of the stamp.</summary>
    public static int Windows => 2 * Sigmas.Count;

    /// <summary>Length of <see cref="StampFeatures{T}.Numbers"/>.</summary>
    public static int NumberCount => 1 + 4 + Windows * (2 + MomentBank.HigherKinds);

    private static readonly float[] CropPixels = [.. Enumerable.Range(0, Crop).Select(i => (float)(i - Crop / 2))];

    private static readonly long[] WantedMoments = ListWantedMoments();

    private readonly int _side;
    private readonly bool _looksTwice;
    // Two tables of the same numbers: each is kept in one shape.
    private readonly float[] _columnPixels;
    private readonly float[] _rowPixels;

    /// <param name="side">Pixels per side of the stamps.</param>
    /// <param name="looksTwice">False: the second centroid is the first once more.</param>
    public StampMeasurer(int side = NetworkContract.StampSize, bool looksTwice = true)
    {
        (_side, _looksTwice) = (side, looksTwice);
        _columnPixels = [.. Enumerable.Range(0, side).Select(i => (float)(i - side / 2))];
        _rowPixels = [.. _columnPixels];
    }

    /// <summary>Measures.</summary>
    /// <param name="ops">What carries it out.</param>
    /// <param name="stamp">[N, side, side] sky sigmas.</param>
    /// <param name="share">[N, side, side] the target's share of the light of every pixel.</param>
    /// <param name="flux">[N, 1] flux scale, sky sigmas.</param>
    public StampFeatures<T> Measure<T>(ITensorOps<T> ops, T stamp, T share, T flux)
    {
        var own = ops.Multiply(stamp, share);
        var crop = Cropped(ops, ops.Detach(own));
        var centre = Centroid(ops, crop, sigma: 2.5, rounds: 5);
        var inner = _looksTwice ? Centroid(ops, Cropped(ops, stamp), sigma: 1.5, rounds: 3) : centre;
        var moments = Moments(ops, stamp, own, centre);
        var total = ops.Slice(moments, 1, 0, 1);
        // A window without light of the target must not blow its ratios up.
        var fluxes = ops.Reshape(flux, -1, 1, 1);
        var floored = ops.Max(total, ops.Affine(fluxes, 0.03));
        var ratios = ops.Clip(
            ops.Divide(ops.Slice(moments, 1, 1, MomentBank.HigherKinds), floored), -2.5, 2.5);
        var spins = ops.MatMul(ops.Constant(MomentBank.SpinMatrix, 8, MomentBank.HigherKinds), ratios);
        T Pair(int row) => ops.Reshape(ops.Slice(spins, 1, row, 2), -1, 2 * Windows);
        var logFluxes = ops.Reshape(ops.Log(ops.Divide(floored, fluxes)), -1, Windows);
        var numbers = ops.Concat(
            1,
            ops.Affine(ops.Log(flux), 2 / Math.Log(10), -6.6),
            centre,
            inner,
            Compressed(ops, ops.Reshape(ops.Divide(total, fluxes), -1, Windows)),
            logFluxes,
            ops.Reshape(ratios, -1, MomentBank.HigherKinds * Windows));
        return new StampFeatures<T>(numbers, centre, inner, Pair(0), Pair(2), Pair(4), Pair(6), logFluxes);
    }

    // asinh(3 x), bounded below where light is negative.
    private static T Compressed<T>(ITensorOps<T> ops, T x) => Asinh.Of(ops, ops.Affine(x, 3));

    private T Cropped<T>(ITensorOps<T> ops, T stamp)
    {
        var start = _side / 2 - Crop / 2;
        return ops.Slice(ops.Slice(stamp, 1, start, Crop), 2, start, Crop);
    }

    /// <summary>
    /// Centroid under a Gaussian window that follows it, [N, 2] pixels. A step of 1.7 times the measured offset undoes
    /// most of the window's pull towards its own centre.
    /// </summary>
    private static T Centroid<T>(ITensorOps<T> ops, T crop, double sigma, int rounds)
    {
        var grid = ops.Constant(CropPixels, 1, 1, Crop);
        // The first window stands at the stamp's centre whatever the stamp: two rows of zeros of the right batch.
        var centre = ops.Affine(ops.Reshape(ops.Slice(ops.Slice(crop, 1, 0, 1), 2, 0, 2), -1, 2), 0);
        for (var round = 0; round < rounds; round++)
        {
            var offset = ops.Subtract(grid, ops.Reshape(centre, -1, 2, 1));
            var window = ops.Exp(ops.Affine(ops.Multiply(offset, offset), -0.5 / (sigma * sigma)));
            var lever = ops.Multiply(window, offset);
            var alongX = ops.Concat(1, ops.Slice(window, 1, 0, 1), ops.Slice(lever, 1, 0, 1));
            var alongY = ops.Concat(1, ops.Slice(window, 1, 1, 1), ops.Slice(lever, 1, 1, 1));
            // [N, 2, 31] x [N, 31, 31] x [N, 31, 2]: light, its x and y moments, and one that is not needed.
            var sums = ops.Reshape(
                ops.MatMul(ops.MatMul(alongY, crop), ops.Transpose(alongX, 0, 2, 1)), -1, 4);
            var light = ops.Clip(ops.Slice(sums, 1, 0, 1), 5, 1e30);
            var step = ops.Divide(ops.Slice(sums, 1, 1, 2), light);
            centre = ops.Clip(ops.Add(centre, ops.Affine(step, 1.7)), -MostOffset, MostOffset);
        }

        return centre;
    }

    // [N, 15 kinds, 2 stamps x 8 windows]; two large matrix products per stamp, of which the mixed windows are dropped.
    private T Moments<T>(ITensorOps<T> ops, T stamp, T own, T centre)
    {
        var windows = Sigmas.Count;
        var inverse = Sigmas.Select(s => 1 / s).ToArray();
        var x = ops.Subtract(ops.Constant(_columnPixels, 1, _side, 1), ops.Reshape(ops.Slice(centre, 1, 0, 1), -1, 1, 1));
        var y = ops.Subtract(ops.Constant(_rowPixels, 1, 1, _side), ops.Reshape(ops.Slice(centre, 1, 1, 1), -1, 1, 1));
        var columns = MomentBank.Basis(ops, ops.Multiply(x, ops.Constant(inverse, 1, 1, windows)), axis: 2);
        var rows = MomentBank.Basis(ops, ops.Multiply(y, ops.Constant(inverse, 1, windows, 1)), axis: 1);
        var both = ops.Concat(2, ops.MatMul(stamp, columns), ops.MatMul(own, columns));
        var all = ops.Reshape(ops.MatMul(rows, both), -1, 2 * Square(MomentBank.Orders * windows));
        return ops.Reshape(ops.Gather(all, 1, WantedMoments), -1, MomentBank.Kinds.Count, 2 * windows);
    }

    private static long[] ListWantedMoments()
    {
        var windows = Sigmas.Count;
        var columns = MomentBank.Orders * windows;
        return
        [
            .. from kind in MomentBank.Kinds
               from version in Enumerable.Range(0, 2)
               from g in Enumerable.Range(0, windows)
               select (long)((kind.L * windows + g) * 2 * columns + version * columns + kind.K * windows + g),
        ];
    }

    private static int Square(int a) => a * a;
}
