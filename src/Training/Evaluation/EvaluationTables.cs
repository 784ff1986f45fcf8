using GaLNet.Output;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Training.Evaluation;

/// <summary>The tables of an evaluation, the same on a terminal and in Markdown.</summary>
internal static class EvaluationTables
{
    private static readonly IReadOnlyList<ScoredParameter> Scored = ScoredParameterNames.All;

    private static readonly string SamplingTitle =
        $"standard errors of these figures (bootstrap over the galaxies, {SamplingError.Draws} draws)";

    /// <summary>Table 2 with the paper's values beside, then errors, pulls, bounds and coverage of one set.</summary>
    public static IEnumerable<(string Title, TextTable Table)> Of(SetResult result)
    {
        yield return ("R²", Scores(result, score => score.RSquared, row => row.RSquared, 4));
        yield return ("fraction of outliers", Scores(result, score => score.OutlierFraction, row => row.Outliers, 3));
        yield return ("NMAD", Scores(result, score => score.Nmad, row => row.Nmad, 4));
        yield return (SamplingTitle, SamplingErrors(result));
        yield return ("bias (median of measured - true)", Scores(result, score => score.Bias, null, 4));
        yield return ("robust error over the Cramér-Rao bound (mad/CRLB)",
            Scores(result, score => score.MadOverCrlb, null, 2));
        yield return ("rms error over the Cramér-Rao bound (rms/CRLB)",
            Scores(result, score => score.RmsOverCrlb, null, 2));
        yield return ("pull: standard deviation of (measured - true)/error", Scores(result, score => score.PullStd, null, 2));
        yield return ("pull: robust scatter", Scores(result, score => score.PullMad, null, 2));
        yield return ("coverage of the 68 % intervals, %", Coverage(result, shares => shares.Within68));
        yield return ("coverage of the 95 % intervals, %", Coverage(result, shares => shares.Within95));
        yield return ("statistical error e_s in five intervals of the true value (§3.2): Δe = e_s/mean, mag: e_s",
            Binned(result));
        yield return ("answers", Answers(result));
        yield return ("largest errors", WorstAnswers.Table(result));
    }

    /// <summary>What a reader wants first: Table 2, the bound, and whether errors are honest.</summary>
    public static IEnumerable<(string Title, TextTable Table)> OfDocument(SetResult result)
    {
        yield return ("R²", Scores(result, score => score.RSquared, row => row.RSquared, 4));
        yield return ("fraction of outliers", Scores(result, score => score.OutlierFraction, row => row.Outliers, 3));
        yield return ("NMAD", Scores(result, score => score.Nmad, row => row.Nmad, 4));
        yield return (SamplingTitle, SamplingErrors(result));
        yield return ("robust error over the Cramér-Rao bound (mad/CRLB)",
            Scores(result, score => score.MadOverCrlb, null, 2));
        yield return ("coverage of the 68 % intervals, all galaxies, %",
            Coverage(result, shares => shares.Within68, true));
        yield return ("coverage of the 95 % intervals, all galaxies, %",
            Coverage(result, shares => shares.Within95, true));
    }

    /// <summary>Table 2 alone, for trainings that are compared with each other.</summary>
    public static IEnumerable<(string Title, TextTable Table)> OfStudy(SetResult result)
    {
        yield return ("R²", Scores(result, score => score.RSquared, null, 4));
        yield return ("fraction of outliers", Scores(result, score => score.OutlierFraction, null, 3));
        yield return ("NMAD", Scores(result, score => score.Nmad, null, 4));
    }

    private static TextTable Scores(
        SetResult result, Func<ParameterScore, double> value,
        Func<PaperTableRow, IReadOnlyDictionary<ScoredParameter, double>>? paper, int decimals)
    {
        var table = new TextTable(["engine", .. Scored.Select(Heading)]);
        foreach (var engine in result.Engines)
        {
            table.Add([engine.Answers.Engine, .. Scored.Select(parameter => Text(
                engine.Scores.Parameters.TryGetValue(parameter, out var score) ? value(score) : double.NaN, decimals))]);
        }

        foreach (var row in paper is null ? [] : PaperTable.Rows)
        {
            table.Add([row.Name, .. Scored.Select(parameter => Text(
                paper!(row).TryGetValue(parameter, out var printed) ? printed : double.NaN, decimals))]);
        }

        return table;
    }

    private static TextTable SamplingErrors(SetResult result)
    {
        var table = new TextTable(["engine", "figure", .. Scored.Select(Heading)]);
        foreach (var engine in result.Engines)
        {
            foreach (var (name, value, decimals) in new (string, Func<SamplingError, double>, int)[]
            {
                ("R²", error => error.RSquared, 4), ("outliers", error => error.Outliers, 3),
                ("NMAD", error => error.Nmad, 4),
            })
            {
                table.Add([engine.Answers.Engine, name, .. Scored.Select(parameter => Text(
                    engine.SamplingErrors.TryGetValue(parameter, out var error) ? value(error) : double.NaN,
                    decimals))]);
            }
        }

        return table;
    }

    // The first bin holds all galaxies.
    private static TextTable Coverage(
        SetResult result, Func<IntervalCoverage, double> share, bool isOfAllOnly = false)
    {
        var table = new TextTable(["engine", "galaxies", "number", .. EngineResult.Parameters.Select(Heading)]);
        foreach (var engine in result.Engines)
        {
            foreach (var (bin, shares) in isOfAllOnly ? engine.Coverage.Take(1) : engine.Coverage)
            {
                table.Add(
                [
                    engine.Answers.Engine, bin.Name, $"{shares.Values.Max(s => s.Count)}",
                    .. EngineResult.Parameters.Select(parameter => Text(100 * share(shares[parameter]), 1)),
                ]);
            }
        }

        return table;
    }

    private static TextTable Binned(SetResult result)
    {
        var table = new TextTable("parameter", "engine", "1", "2", "3", "4", "5", "from", "to");
        foreach (var parameter in EngineResult.Parameters)
        {
            foreach (var engine in result.Engines)
            {
                var bins = engine.Bins[parameter];
                if (bins.Count < 5) continue;
                table.Add(
                [
                    parameter.ShortName(), engine.Answers.Engine,
                    .. bins.Select(bin => Text(ShownError(parameter, bin), parameter == ScoredParameter.Mag ? 4 : 3)),
                    Text(bins[0].FromTruth, 2), Text(bins[^1].ToTruth, 2),
                ]);
            }
        }

        return table;
    }

    /// <summary>The paper's label of an interval: relative, but for magnitudes; offsets about zero stay absolute.</summary>
    public static double ShownError(ScoredParameter parameter, BinnedError bin)
        => parameter is ScoredParameter.Mag or ScoredParameter.X or ScoredParameter.Y
            ? bin.StatisticalError : bin.Relative;

    private static TextTable Answers(SetResult result)
    {
        var table = new TextTable(
            "engine", "made by", "galaxies", "no answer", "unlike training, %", "CPU ms per galaxy");
        foreach (var engine in result.Engines)
        {
            table.Add(
                engine.Answers.Engine, engine.Answers.ModelId, $"{engine.Scores.Count}", $"{engine.Scores.Failures}",
                Text(100 * engine.OutsideDomain, 1),
                Text(1000 * engine.Answers.CpuSeconds / Math.Max(1, engine.Scores.Count), 3));
        }

        return table;
    }

    private static string Heading(ScoredParameter parameter)
        => parameter == ScoredParameter.PaRaw ? "PA as printed" : parameter == ScoredParameter.Pa ? "PA circular"
            : parameter.ShortName();

    private static string Text(double value, int decimals)
        => double.IsFinite(value) ? Numbers.Fixed(value, decimals) : "-";
}
