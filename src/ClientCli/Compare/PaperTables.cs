using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Compare;

/// <summary>What GaLNet I prints (Li et al. 2022, ApJ 929, 152), for scale beside our figures.</summary>
internal static class PaperTables
{
    /// <summary>The two networks.</summary>
    public static IReadOnlyList<string> Networks { get; } = ["GaLNet-1", "GaLNet-2"];

    private static readonly ScoredParameter[] Table2Order =
    [
        ScoredParameter.X, ScoredParameter.Y, ScoredParameter.Mag, ScoredParameter.Reff, ScoredParameter.PaRaw,
        ScoredParameter.AxisRatio, ScoredParameter.Index,
    ];

    private static readonly ScoredParameter[] Table3Order =
    [
        ScoredParameter.Mag, ScoredParameter.Reff, ScoredParameter.AxisRatio, ScoredParameter.PaRaw,
        ScoredParameter.Index,
    ];

    // R², outliers, NMAD; each of network 1 and 2.
    private static readonly double[][] Table2Figures =
    [
        [.9885, .9882, .9898, .9206, .6716, .9124, .7280], [.9924, .9915, .9945, .9624, .7692, .9781, .8905],
        [.001, .001, .000, .028, .210, .008, .260], [.000, .001, .000, .017, .165, .001, .128],
        [.0100, .0099, .0028, .0420, .0484, .02678, .1094], [.0090, .0090, .0022, .0199, .0344, .0139, .0655],
    ];

    private static readonly double[][] Table3Figures =
    [
        [.9037, .6666, .6528, .8481, .4274], [.9166, .7035, .7411, .9160, .7488],
        [.001, .073, .239, .0152, .329], [.001, .065, .180, .0113, .191],
        [.0040, .0497, .0668, .0327, .1242], [.0034, .0259, .0437, .0140, .0786],
    ];

    /// <summary>Table 2, 20,000 simulated galaxies; NaN for what it does not list.</summary>
    public static double Table2(int network, ComparisonFigure figure, ScoredParameter parameter)
        => Look(Table2Figures, Table2Order, network, figure, parameter);

    /// <summary>
    /// Table 3, about 25,000 real galaxies against 2DPHOT, as printed. Its q and PA columns look exchanged: "PA" has the
    /// figures that q has in Table 2, and "q" those of PA.
    /// </summary>
    public static double Table3(int network, ComparisonFigure figure, ScoredParameter parameter)
        => Look(Table3Figures, Table3Order, network, figure, parameter);

    private static double Look(
        double[][] figures, ScoredParameter[] order, int network, ComparisonFigure figure, ScoredParameter parameter)
    {
        var at = Array.IndexOf(order, parameter);
        return at < 0 || figure > ComparisonFigure.Nmad ? double.NaN : figures[2 * (int)figure + network][at];
    }
}
