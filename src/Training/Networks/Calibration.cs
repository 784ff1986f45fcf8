namespace GaLNet.Training.Networks;

/// <summary>
/// Factors that turn a network's own error scales into half widths of intervals of known coverage: a table over
/// ln S/N with one row per knot, linear between knots.
/// </summary>
/// <param name="FirstKnot">ln S/N of the first row.</param>
/// <param name="KnotStep">ln S/N from row to row.</param>
/// <param name="Factors68">[knots, 7] factors for 68.3 %.</param>
/// <param name="Factors95">[knots, 7] factors for 95 %.</param>
public sealed record Calibration(double FirstKnot, double KnotStep, float[] Factors68, float[] Factors95)
{
    private const int Parameters = 7, PaColumn = 5;
    // Standard deviation, and half width of 95 %, of an angle that may be anything.
    private const float MostPaDeg = 52, MostPa95Deg = 85.5f;

    /// <summary>Rows of the table.</summary>
    public int Knots => Factors68.Length / Parameters;

    /// <summary>Factors of 1 everywhere: for measuring what they should be.</summary>
    public static Calibration None { get; } = new(4, 1, Ones(2), Ones(2));

    /// <summary>Half widths of the central 68.3 % and 95 % intervals.</summary>
    /// <param name="ops">What carries it out.</param>
    /// <param name="widths">[N, 7] the network's own scales.</param>
    /// <param name="signalToNoise">[N, 1] S/N of the stamp within the central aperture.</param>
    public (T HalfWidths68, T HalfWidths95) Apply<T>(ITensorOps<T> ops, T widths, T signalToNoise)
    {
        ArgumentNullException.ThrowIfNull(ops);
        // Place among the knots, then the share of each: a triangle of one step to either side.
        var place = ops.Clip(
            ops.Affine(ops.Log(signalToNoise), 1 / KnotStep, -FirstKnot / KnotStep), 0, Knots - 1);
        var knots = ops.Constant([.. Enumerable.Range(0, Knots).Select(k => (float)k)], 1, Knots);
        var away = ops.Subtract(place, knots);
        var shares = ops.Relu(ops.Affine(ops.Max(away, ops.Affine(away, -1)), -1, 1));
        T Scaled(float[] factors, float mostPa)
        {
            var half = ops.Multiply(widths, ops.MatMul(shares, ops.Constant(factors, Knots, Parameters)));
            return ops.Concat(
                1, ops.Slice(half, 1, 0, PaColumn), ops.Clip(ops.Slice(half, 1, PaColumn, 1), 0, mostPa),
                ops.Slice(half, 1, PaColumn + 1, 1));
        }

        return (Scaled(Factors68, MostPaDeg), Scaled(Factors95, MostPa95Deg));
    }

    private static float[] Ones(int knots) => [.. Enumerable.Repeat(1f, knots * Parameters)];
}
