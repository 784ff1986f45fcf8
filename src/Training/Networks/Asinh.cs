namespace GaLNet.Training.Networks;

/// <summary>Inverse hyperbolic sine from operations that run fast everywhere.</summary>
internal static class Asinh
{
    // Below it the sum under the logarithm loses digits; no light is that far below the sky.
    private const double Least = -8, Most = 1e8;

    /// <summary>ln(x + sqrt(x² + 1)) of x limited from below.</summary>
    public static T Of<T>(ITensorOps<T> ops, T x)
    {
        var bounded = ops.Clip(x, Least, Most);
        return ops.Log(ops.Add(bounded, ops.Sqrt(ops.Affine(ops.Multiply(bounded, bounded), 1, 1))));
    }
}
