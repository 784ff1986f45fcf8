using GaLNet.Photometry.Statistics;

namespace GaLNet.Training.Evaluation;

/// <summary>
/// The paper's Table 2, as printed: GaLNet-1 and GaLNet-2 on the paper's own mocks, whose backgrounds were chosen by
/// eye. Its PA is the unwrapped one.
/// </summary>
internal static class PaperTable
{
    private static readonly ScoredParameter[] Columns =
    [
        ScoredParameter.X, ScoredParameter.Y, ScoredParameter.Mag, ScoredParameter.Reff, ScoredParameter.PaRaw,
        ScoredParameter.AxisRatio, ScoredParameter.Index,
    ];

    /// <summary>The networks' names and figures.</summary>
    public static IReadOnlyList<PaperTableRow> Rows { get; } =
    [
        new("paper, GaLNet-1",
            By(.9885, .9882, .9898, .9206, .6716, .9124, .7280), By(.001, .001, .000, .028, .210, .008, .260),
            By(.0100, .0099, .0028, .0420, .0484, .02678, .1094)),
        new("paper, GaLNet-2",
            By(.9924, .9915, .9945, .9624, .7692, .9781, .8905), By(.000, .001, .000, .017, .165, .001, .128),
            By(.0090, .0090, .0022, .0199, .0344, .0139, .0655)),
    ];

    private static Dictionary<ScoredParameter, double> By(params double[] values)
        => Columns.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);
}
