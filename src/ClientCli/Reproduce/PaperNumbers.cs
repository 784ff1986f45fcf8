namespace GaLNet.ClientCli.Reproduce;

/// <summary>What GaLNet I prints of its priors and its speed (Li et al. 2022, ApJ 929, 152; Table 1, §4.1).</summary>
internal static class PaperNumbers
{
    /// <summary>Table 1: parameter, range, unit, distribution.</summary>
    public static IReadOnlyList<string[]> Table1 { get; } =
    [
        ["x_cen", "−0.4 to 0.4", "arcsec", "normal (0, 0.15)"],
        ["y_cen", "−0.4 to 0.4", "arcsec", "normal (0, 0.15)"],
        ["mag", "17 to 22", "", "exponential (scale 1)"],
        ["rEff", "0.2 to 4", "arcsec", "log10 rEff normal (−0.1, 0.4)"],
        ["q", "0.2 to 1", "", "uniform"],
        ["PA", "0 to 180", "deg", "uniform"],
        ["n", "0.1 to 8", "", "F (30, 5)"],
    ];

    /// <summary>Seconds per galaxy as printed.</summary>
    public static IReadOnlyList<(string Method, string Seconds, string Note)> Speeds { get; } =
    [
        ("GALFIT", "6", "KiDS galaxies, started at 2DPHOT's parameters"),
        ("2DPHOT", "a few", "the fit; a similar time for the initial guess"),
        ("GaLNet-1, GaLNet-2", "0.04", "CPU; about ten times faster on a laptop's GPU"),
    ];
}
