using System.Globalization;
using GaLNet.ClientCli.Output;
using GaLNet.ClientCli.Pictures;
using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Comparison;

/// <summary>A comparison with the truth as a table and as a picture.</summary>
internal static class ComparisonReport
{
    private static readonly (ScoredParameter Parameter, string Label, bool IsLogarithmic, int Decimals)[] Shown =
    [
        (ScoredParameter.Mag, "magnitude", false, 4),
        (ScoredParameter.Reff, "rEff / arcsec", true, 4),
        (ScoredParameter.AxisRatio, "axis ratio q", false, 4),
        (ScoredParameter.Pa, "position angle / deg", false, 2),
        (ScoredParameter.Index, "Sérsic index n", true, 4),
    ];

    /// <summary>Writes completeness, position and one line per parameter.</summary>
    public static void Write(TruthComparison comparison, double minSignalToNoise, TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{comparison.Matched.Count} of {comparison.Wanted} true galaxies with S/N > {minSignalToNoise:G4} were "
            + $"measured (within 1 arcsec): completeness {100 * comparison.Completeness:F1} %; median offset "
            + $"{MedianOffset(comparison):F3} arcsec."));
        var table = new TextTable("parameter", "R2", "bias", "NMAD", "outliers", "rms", "pull MAD");
        foreach (var (parameter, label, _, decimals) in Shown)
        {
            if (comparison.Scores.Parameters.TryGetValue(parameter, out var score))
            {
                table.Add(
                    label, Numbers.Fixed(score.RSquared, 4), Signed(score.Bias, decimals), Numbers.Fixed(score.Nmad, 4),
                    $"{Numbers.Fixed(100 * score.OutlierFraction, 1)} %", Numbers.Fixed(score.Rms, decimals),
                    Numbers.Fixed(score.PullMad, 2));
            }
        }

        table.Write(output);
    }

    /// <summary>Writes engines beside one another: R² and NMAD of each parameter, and the time of a fit.</summary>
    public static void WriteSideBySide(
        IReadOnlyList<(string Engine, TruthComparison Comparison, double MillisecondsPerGalaxy)> engines,
        TextWriter output)
    {
        var table = new TextTable(
            ["parameter", .. engines.SelectMany(one => new[] { $"R2 {one.Engine}", $"NMAD {one.Engine}" })]);
        foreach (var (parameter, label, _, _) in Shown)
        {
            table.Add([label, .. engines.SelectMany(one =>
                one.Comparison.Scores.Parameters.TryGetValue(parameter, out var score)
                    ? new[] { Numbers.Fixed(score.RSquared, 4), Numbers.Fixed(score.Nmad, 4) }
                    : ["-", "-"])]);
        }

        table.Write(output);
        output.WriteLine("time per galaxy, first calls included: " + string.Join(", ", engines.Select(one =>
            $"{one.Engine} {Numbers.Fixed(one.MillisecondsPerGalaxy, 2)} ms")));
    }

    /// <summary>Draws measured against true.</summary>
    public static void Draw(TruthComparison comparison, string title, string path)
        => MeasuredVersusTrue.Save([.. Shown.Select(shown => Panel(comparison, shown)), OffsetPanel(comparison)],
            title, path);

    private static ComparedParameter Panel(
        TruthComparison comparison, (ScoredParameter Parameter, string Label, bool IsLogarithmic, int Decimals) shown)
    {
        var galaxies = comparison.Matched.Select(match => match.ToScored()).ToArray();
        var truth = Array.ConvertAll(galaxies, galaxy => galaxy.Truth[shown.Parameter]);
        var measured = Array.ConvertAll(galaxies, galaxy => shown.Parameter == ScoredParameter.Pa
            ? PositionAngles.Near(galaxy.Measured.PaDeg, galaxy.Truth.PaDeg)
            : galaxy.Measured[shown.Parameter]);
        var errors = Array.ConvertAll(galaxies, galaxy => galaxy.Errors?[shown.Parameter] ?? double.NaN);
        var note = comparison.Scores.Parameters.TryGetValue(shown.Parameter, out var score)
            ? $"R² {Numbers.Fixed(score.RSquared, 3)}\nbias {Signed(score.Bias, 3)}\n"
                + $"NMAD {Numbers.Fixed(score.Nmad, 4)}"
            : "";
        return new ComparedParameter($"true {shown.Label}", $"measured {shown.Label}", truth, measured, errors,
            shown.IsLogarithmic, note);
    }

    private static ComparedParameter OffsetPanel(TruthComparison comparison)
    {
        var east = comparison.Matched.Select(match => 3600 * Math.Cos(match.True.DecDeg * Math.PI / 180)
            * (match.Row.RaDeg - match.True.RaDeg)).ToArray();
        var north = comparison.Matched.Select(match => 3600 * (match.Row.DecDeg - match.True.DecDeg)).ToArray();
        return new ComparedParameter(
            "ΔRA cos δ / arcsec", "Δδ / arcsec", east, north, [.. east.Select(_ => double.NaN)], false,
            $"measured − true position\nmedian distance {Numbers.Fixed(MedianOffset(comparison), 3)}″",
            IsIdentity: false);
    }

    private static double MedianOffset(TruthComparison comparison)
        => ErrorStatistics.Median([.. comparison.Matched.Select(match => match.SeparationArcsec)]);

    private static string Signed(double value, int decimals)
        => value >= 0 ? $"+{Numbers.Fixed(value, decimals)}" : Numbers.Fixed(value, decimals);
}
