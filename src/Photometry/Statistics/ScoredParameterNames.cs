namespace GaLNet.Photometry.Statistics;

/// <summary>The short names of the scored parameters in tables and files.</summary>
public static class ScoredParameterNames
{
    /// <summary>All scored parameters in the order of the paper's Table 2, raw PA before wrapped PA.</summary>
    public static IReadOnlyList<ScoredParameter> All { get; } = Enum.GetValues<ScoredParameter>();

    /// <summary>The name in tables: x, y, mag, reff, pa_raw, pa, q, n.</summary>
    public static string ShortName(this ScoredParameter parameter) => parameter switch
    {
        ScoredParameter.X => "x",
        ScoredParameter.Y => "y",
        ScoredParameter.Mag => "mag",
        ScoredParameter.Reff => "reff",
        ScoredParameter.PaRaw => "pa_raw",
        ScoredParameter.Pa => "pa",
        ScoredParameter.AxisRatio => "q",
        ScoredParameter.Index => "n",
        _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter, "Not one of the scored parameters."),
    };
}
