using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Compare;

/// <summary>The parameters of Table 3, in its order.</summary>
internal static class ComparedParameters
{
    /// <summary>mag, rEff, q, PA compared as a plain number (as printed), PA modulo 180 degrees, n.</summary>
    public static IReadOnlyList<ScoredParameter> All { get; } =
    [
        ScoredParameter.Mag, ScoredParameter.Reff, ScoredParameter.AxisRatio, ScoredParameter.PaRaw,
        ScoredParameter.Pa, ScoredParameter.Index,
    ];

    /// <summary>Columns of <see cref="ComparedColumns"/>: mag, rEff, q, pa, n.</summary>
    public const int Count = 5;

    /// <summary>The column of a parameter.</summary>
    public static int ColumnOf(ScoredParameter parameter) => parameter switch
    {
        ScoredParameter.Mag => 0,
        ScoredParameter.Reff => 1,
        ScoredParameter.AxisRatio => 2,
        ScoredParameter.Pa or ScoredParameter.PaRaw => 3,
        ScoredParameter.Index => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter, "Not a compared parameter."),
    };

    /// <summary>For people, with unit.</summary>
    public static string LabelOf(ScoredParameter parameter) => parameter switch
    {
        ScoredParameter.Mag => "mag",
        ScoredParameter.Reff => "rEff (arcsec)",
        ScoredParameter.AxisRatio => "q",
        ScoredParameter.PaRaw => "PA, raw (deg)",
        ScoredParameter.Pa => "PA mod 180 (deg)",
        _ => "n",
    };
}
