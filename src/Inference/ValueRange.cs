namespace GaLNet.Inference;

/// <summary>A closed range of a quantity.</summary>
/// <param name="Min">Smallest value.</param>
/// <param name="Max">Largest value.</param>
public readonly record struct ValueRange(double Min, double Max)
{
    /// <summary>True inside the range widened by a share of its ends; NaN is outside.</summary>
    public bool Holds(double value, double tolerance = 0)
        => value >= Min - tolerance * Math.Abs(Min) && value <= Max + tolerance * Math.Abs(Max);
}
