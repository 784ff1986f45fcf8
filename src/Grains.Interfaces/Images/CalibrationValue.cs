namespace GaLNet.Grains.Interfaces.Images;

/// <summary>A calibration number and where it came from.</summary>
/// <param name="Value">The number; NaN when nobody says.</param>
/// <param name="Source">E.g. <c>MAGZP keyword</c>, <c>--gain option</c>, <c>assumed</c>.</param>
[GenerateSerializer, Immutable, Alias("GaLNet.CalibrationValue")]
public readonly record struct CalibrationValue([property: Id(0)] double Value, [property: Id(1)] string Source);
