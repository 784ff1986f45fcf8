namespace GaLNet.Sky.Surveys;

/// <summary>One named bit (or code) of a mask plane.</summary>
/// <param name="Name">The survey's own name, e.g. <c>SAT</c>.</param>
/// <param name="Value">Value of the bit (1, 2, 4 …), or the code where codes are stored instead of bits.</param>
/// <param name="IsExcluded">True when pixels that carry it are no data and take no part in measurements.</param>
/// <param name="Source">Keyword or convention that gives the name its value.</param>
public sealed record MaskBit(string Name, long Value, bool IsExcluded, string Source);
