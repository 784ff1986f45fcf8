namespace GaLNet.Training.Networks;

/// <summary>One array of numbers of a network.</summary>
/// <param name="Name">Its name, for example <c>trunk.0.weight</c>.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Start">How it starts.</param>
/// <param name="Scale">Standard deviation, half range or value it starts with.</param>
public readonly record struct WeightSpec(string Name, long[] Shape, WeightStart Start, double Scale)
{
    /// <summary>Numbers in the array.</summary>
    public long Count => Shape.Aggregate(1L, (product, length) => product * length);
}
