namespace GaLNet.Training.Networks;

/// <summary>Equidistant places along one axis of a table that is linear between them and constant beyond.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last.</param>
/// <param name="Count">How many, 2 or more.</param>
public readonly record struct Knots(double First, double Last, int Count)
{
    /// <summary>Distance of neighbours.</summary>
    public double Step => (Last - First) / (Count - 1);

    /// <summary>Place of a knot.</summary>
    public double this[int knot] => First + knot * Step;

    /// <summary>A value brought between the first and the last.</summary>
    public double Held(double value) => Math.Clamp(value, First, Last);

    /// <summary>Share of each knot in values, [N, 1] to [N, count]: a triangle of one step to either side.</summary>
    public T Shares<T>(ITensorOps<T> ops, T values)
    {
        ArgumentNullException.ThrowIfNull(ops);
        var place = ops.Clip(ops.Affine(values, 1 / Step, -First / Step), 0, Count - 1);
        var away = ops.Subtract(place, ops.Constant([.. Enumerable.Range(0, Count).Select(k => (float)k)], 1, Count));
        return ops.Relu(ops.Affine(ops.Max(away, ops.Affine(away, -1)), -1, 1));
    }
}
