using GaLNet.Output;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Training.Evaluation;

/// <summary>
/// How an engine's answers about the same galaxies in two surveys differ, in units of the errors that it gave: the
/// noise of both images is independent, so honest errors leave 95.4 % of the differences within two of them.
/// </summary>
/// <param name="Survey">The other survey.</param>
/// <param name="Engine">Whose answers.</param>
/// <param name="Galaxies">Galaxies with an answer in both.</param>
/// <param name="Shares">Share of differences within two standard errors, by parameter.</param>
/// <param name="Medians">Median difference in units of its error: 0 where nothing shifts.</param>
internal sealed record SurveyAgreement(
    string Survey, string Engine, int Galaxies, IReadOnlyDictionary<ScoredParameter, double> Shares,
    IReadOnlyDictionary<ScoredParameter, double> Medians)
{
    /// <summary>What honest errors leave within two of them.</summary>
    public const double HonestShare = 0.9545;

    /// <summary>Compares answers, galaxy by galaxy.</summary>
    public static SurveyAgreement Of(string survey, EngineAnswers home, EngineAnswers other)
    {
        var shares = new Dictionary<ScoredParameter, double>();
        var medians = new Dictionary<ScoredParameter, double>();
        var most = 0;
        foreach (var parameter in EngineResult.Parameters)
        {
            double[] pulls = [.. home.Galaxies.Zip(other.Galaxies, (a, b) => Pull(a, b, parameter))
                .Where(double.IsFinite)];
            most = Math.Max(most, pulls.Length);
            shares[parameter] = pulls.Length == 0 ? double.NaN : pulls.Count(p => Math.Abs(p) <= 2) / (double)pulls.Length;
            medians[parameter] = ErrorStatistics.Median(pulls);
        }

        return new SurveyAgreement(survey, other.Engine, most, shares, medians);
    }

    /// <summary>One row per survey and engine.</summary>
    public static TextTable Table(
        IEnumerable<SurveyAgreement> rows, Func<SurveyAgreement, ScoredParameter, double> value, int decimals)
    {
        var table = new TextTable(
            ["survey", "engine", "galaxies", .. EngineResult.Parameters.Select(parameter => parameter.ShortName())]);
        foreach (var row in rows)
        {
            table.Add(
            [
                row.Survey, row.Engine, $"{row.Galaxies}",
                .. EngineResult.Parameters.Select(parameter => Numbers.Fixed(value(row, parameter), decimals)),
            ]);
        }

        return table;
    }

    /// <summary>The agreement as figures for machines.</summary>
    public IEnumerable<Figure> ToFigures(string model) => EngineResult.Parameters.SelectMany(parameter => new[]
    {
        new Figure(Survey, Engine, model, "against home", parameter.ShortName(), "within_2_sigma", Shares[parameter]),
        new Figure(Survey, Engine, model, "against home", parameter.ShortName(), "median_pull", Medians[parameter]),
    });

    private static double Pull(in ScoredGalaxy a, in ScoredGalaxy b, ScoredParameter parameter)
    {
        var difference = parameter == ScoredParameter.Pa
            ? PositionAngles.Difference(b.Measured.PaDeg, a.Measured.PaDeg)
            : b.Measured[parameter] - a.Measured[parameter];
        var (ea, eb) = (a.Errors?[parameter] ?? double.NaN, b.Errors?[parameter] ?? double.NaN);
        return difference / Math.Sqrt(ea * ea + eb * eb);
    }
}
