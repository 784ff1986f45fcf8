namespace GaLNet.ClientCli.Bench;

/// <summary>A figure beside what is wanted of it.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Figure">What came out; NaN is missed.</param>
/// <param name="From">Least that is wanted; -Infinity when there is no least.</param>
/// <param name="To">Most that is wanted; +Infinity when there is no most.</param>
internal sealed record Target(string Name, double Figure, double From, double To)
{
    /// <summary>True when the figure lies within the limits.</summary>
    public bool IsMet => Figure >= From && Figure <= To;

    /// <summary>A figure that is to be large.</summary>
    public static Target AtLeast(string name, double figure, double limit)
        => new(name, figure, limit, double.PositiveInfinity);

    /// <summary>A figure that is to be small.</summary>
    public static Target AtMost(string name, double figure, double limit)
        => new(name, figure, double.NegativeInfinity, limit);
}
