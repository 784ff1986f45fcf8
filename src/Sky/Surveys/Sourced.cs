namespace GaLNet.Sky.Surveys;

/// <summary>A value and where it came from.</summary>
/// <param name="Value">The value.</param>
/// <param name="Source">E.g. <c>MAGZP keyword</c>, <c>--zero-point option</c>, <c>WCS</c>, <c>assumed</c>.</param>
public readonly record struct Sourced<T>(T Value, string Source)
{
    /// <summary>Value and source for people.</summary>
    public override string ToString() => FormattableString.Invariant($"{Value} ({Source})");
}
