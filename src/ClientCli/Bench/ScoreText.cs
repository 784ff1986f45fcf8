using GaLNet.ClientCli.Output;
using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Bench;

/// <summary>A score table for reading: one row per statistic, one column per parameter.</summary>
internal static class ScoreText
{
    private static readonly (string Name, Func<ParameterScore, double> Value)[] Statistics =
    [
        ("R2", score => score.RSquared),
        ("outliers", score => score.OutlierFraction),
        ("NMAD", score => score.Nmad),
        ("bias", score => score.Bias),
        ("rms", score => score.Rms),
        ("pull std", score => score.PullStd),
        ("pull MAD", score => score.PullMad),
        ("rms/CRLB", score => score.RmsOverCrlb),
        ("mad/CRLB", score => score.MadOverCrlb),
    ];

    /// <summary>Writes the title, the counts, and the statistics that exist for any parameter.</summary>
    public static void Write(string title, ScoreTable scores, TextWriter output)
    {
        output.WriteLine($"{title}: {scores.Count} galaxies, {scores.Failures} without an answer");
        var parameters = ScoredParameterNames.All.Where(scores.Parameters.ContainsKey).ToArray();
        var table = new TextTable(["", .. parameters.Select(parameter => parameter.ShortName())]);
        foreach (var (name, value) in Statistics)
        {
            if (parameters.Any(parameter => double.IsFinite(value(scores.Parameters[parameter]))))
            {
                table.Add([name, .. parameters.Select(parameter => Text(value(scores.Parameters[parameter])))]);
            }
        }

        table.Write(output);
        output.WriteLine();
    }

    private static string Text(double value) => double.IsFinite(value) ? Numbers.Fixed(value, 4) : "-";
}
