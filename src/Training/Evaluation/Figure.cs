namespace GaLNet.Training.Evaluation;

/// <summary>One number of an evaluation.</summary>
/// <param name="Set">Name of the set.</param>
/// <param name="Engine">Engine or network.</param>
/// <param name="Model">What made the numbers.</param>
/// <param name="Group">Galaxies it is about: all, an interval of S/N, or an interval of the true value.</param>
/// <param name="Parameter">Short name of the parameter; empty for figures of the whole.</param>
/// <param name="Statistic">What the number is.</param>
/// <param name="Value">The number; NaN where it cannot be formed.</param>
internal readonly record struct Figure(
    string Set, string Engine, string Model, string Group, string Parameter, string Statistic, double Value);
