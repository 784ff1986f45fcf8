namespace GaLNet.Training.Studies;

/// <summary>Galaxies by their true radius, as the studies of stamp sizes group them.</summary>
internal static class SizeClasses
{
    /// <summary>Names and limits, arcsec.</summary>
    public static IReadOnlyList<(string Name, double From, double To)> All { get; } =
    [
        ("all", 0, 9), ("rEff < 0.5\"", 0, 0.5), ("0.5\" - 1\"", 0.5, 1), ("1\" - 2\"", 1, 2), ("rEff > 2\"", 2, 9),
    ];
}
