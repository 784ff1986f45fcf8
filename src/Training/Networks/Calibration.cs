namespace GaLNet.Training.Networks;

/// <summary>
/// Factors that turn a network's own error scales into half widths of intervals of known coverage: a table over
/// ln S/N and crowding, linear between knots. Networks see a neighbour's light under the target no better than its
/// visible neighbours let them guess, so that the same scales mean more on an empty stamp than on a crowded one.
/// </summary>
/// <param name="Signal">Knots along ln S/N.</param>
/// <param name="Crowding">Knots along ln(visible light of neighbours + <see cref="LeastCrowding"/>), sky sigmas.</param>
/// <param name="Factors68">[signal knots, crowding knots, 7] factors for 68.3 %.</param>
/// <param name="Factors95">[signal knots, crowding knots, 7] factors for 95 %.</param>
public sealed record Calibration(Knots Signal, Knots Crowding, float[] Factors68, float[] Factors95)
{
    /// <summary>Added to the light of neighbours before its logarithm is taken, sky sigmas.</summary>
    public const double LeastCrowding = 3;

    private const int Parameters = 7, PaColumn = 5;
    // Standard deviation, and half width of 95 %, of an angle that may be anything.
    private const float MostPaDeg = 52, MostPa95Deg = 85.5f;

    /// <summary>Factors of 1 everywhere: for measuring what they should be.</summary>
    public static Calibration None { get; } = new(new Knots(4, 5, 2), new Knots(1, 2, 2), Ones(4), Ones(4));

    /// <summary>Half widths of the central 68.3 % and 95 % intervals.</summary>
    /// <param name="ops">What carries it out.</param>
    /// <param name="widths">[N, 7] the network's own scales.</param>
    /// <param name="signalToNoise">[N, 1] S/N of the stamp within the central aperture.</param>
    /// <param name="crowding">[N, 1] visible light of neighbours, sky sigmas.</param>
    public (T HalfWidths68, T HalfWidths95) Apply<T>(ITensorOps<T> ops, T widths, T signalToNoise, T crowding)
    {
        ArgumentNullException.ThrowIfNull(ops);
        var bySignal = Signal.Shares(ops, ops.Log(signalToNoise));
        var byCrowding = Crowding.Shares(ops, ops.Log(ops.Affine(crowding, 1, LeastCrowding)));
        var rows = Signal.Count * Crowding.Count;
        var shares = ops.Reshape(
            ops.Multiply(ops.Reshape(bySignal, -1, Signal.Count, 1), ops.Reshape(byCrowding, -1, 1, Crowding.Count)),
            -1, rows);
        T Scaled(float[] factors, float mostPa)
        {
            var half = ops.Multiply(widths, ops.MatMul(shares, ops.Constant(factors, rows, Parameters)));
            return ops.Concat(
                1, ops.Slice(half, 1, 0, PaColumn), ops.Clip(ops.Slice(half, 1, PaColumn, 1), 0, mostPa),
                ops.Slice(half, 1, PaColumn + 1, 1));
        }

        return (Scaled(Factors68, MostPaDeg), Scaled(Factors95, MostPa95Deg));
    }

    private static float[] Ones(int rows) => [.. Enumerable.Repeat(1f, rows * Parameters)];
}
