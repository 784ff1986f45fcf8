using GaLNet.Training.Export;
using Spectre.Console;

namespace GaLNet.Training.Commands;

/// <summary>Scores on held-out mocks as a table.</summary>
internal static class ScoreLines
{
    /// <summary>Prints one row per set of mocks and parameter.</summary>
    public static void Print(IAnsiConsole console, IReadOnlyDictionary<string, HeldOutScore> scores)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in new[]
                 {
                     "mocks", "parameter", "R2", "outliers", "NMAD", "68 % holds (all, S/N < 75, < 140, above)",
                     "95 % holds",
                 })
            table.AddColumn(column);
        foreach (var (mocks, score) in scores)
            foreach (var (parameter, r2) in score.RSquared)
                table.AddRow(
                    $"{mocks} ({score.Mocks})", parameter, $"{r2:F4}", $"{score.Outliers[parameter]:F4}",
                    $"{score.Nmad[parameter]:F4}", Shares(score.Coverage68, parameter),
                    Shares(score.Coverage95, parameter));
        console.Write(table);
    }

    private static string Shares(IReadOnlyDictionary<string, double[]> coverage, string parameter)
        => coverage.TryGetValue(parameter, out var shares)
            ? string.Join(' ', shares.Select(s => FormattableString.Invariant($"{100 * s:F1}"))) : string.Empty;
}
