using System.Globalization;
using System.Text.Json.Nodes;
using GaLNet.Output;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Training.Evaluation;

/// <summary>All numbers of an evaluation, for machines.</summary>
internal static class Figures
{
    private const string Heading = "set,engine,model,group,parameter,statistic,value";

    /// <summary>The numbers of one set.</summary>
    public static IEnumerable<Figure> Of(SetResult result) => result.Engines.SelectMany(engine =>
        Scores(result.Set.Name, engine).Concat(Coverage(result.Set.Name, engine)).Concat(Bins(result.Set.Name, engine)));

    /// <summary>Writes a table of one number a row.</summary>
    public static void WriteCsv(string path, IEnumerable<Figure> figures)
        => CsvFile.Write(path, Heading, figures.Select(f => CsvFile.Line(
            $"{f.Set},{f.Engine},{f.Model},{f.Group},{f.Parameter},{f.Statistic}", f.Value)));

    /// <summary>Set → engine → group → parameter → statistic; null for what cannot be formed.</summary>
    public static JsonObject ToJson(IEnumerable<Figure> figures)
    {
        var root = new JsonObject();
        foreach (var f in figures)
        {
            var engine = Child(Child(root, f.Set), f.Engine);
            engine["model"] = f.Model;
            Child(Child(engine, f.Group), f.Parameter.Length == 0 ? "all" : f.Parameter)[f.Statistic] =
                JsonText.Number(f.Value);
        }

        return root;
    }

    private static JsonObject Child(JsonObject parent, string name)
    {
        if (parent[name] is JsonObject known) return known;
        var child = new JsonObject();
        parent[name] = child;
        return child;
    }

    private static IEnumerable<Figure> Scores(string set, EngineResult engine)
    {
        Figure Make(string parameter, string statistic, double value)
            => new(set, engine.Answers.Engine, engine.Answers.ModelId, "all", parameter, statistic, value);
        yield return Make("", "count", engine.Scores.Count);
        yield return Make("", "failures", engine.Scores.Failures);
        yield return Make("", "outside_domain", engine.OutsideDomain);
        yield return Make("", "pa_double_angle_r2", engine.Scores.PaDoubleAngleRSquared);
        foreach (var (parameter, score) in engine.Scores.Parameters)
        {
            foreach (var (statistic, value) in new[]
            {
                ("r2", score.RSquared), ("outliers", score.OutlierFraction), ("nmad", score.Nmad),
                ("bias", score.Bias), ("rms", score.Rms), ("pull_std", score.PullStd), ("pull_mad", score.PullMad),
                ("rms_over_crlb", score.RmsOverCrlb), ("mad_over_crlb", score.MadOverCrlb),
            })
            {
                yield return Make(parameter.ShortName(), statistic, value);
            }
        }

        foreach (var (parameter, error) in engine.SamplingErrors)
        {
            yield return Make(parameter.ShortName(), "r2_standard_error", error.RSquared);
            yield return Make(parameter.ShortName(), "outliers_standard_error", error.Outliers);
            yield return Make(parameter.ShortName(), "nmad_standard_error", error.Nmad);
        }
    }

    private static IEnumerable<Figure> Coverage(string set, EngineResult engine)
    {
        foreach (var (bin, shares) in engine.Coverage)
        {
            foreach (var (parameter, coverage) in shares)
            {
                Figure Make(string statistic, double value) => new(
                    set, engine.Answers.Engine, engine.Answers.ModelId, bin.Name, parameter.ShortName(), statistic, value);
                yield return Make("intervals", coverage.Count);
                yield return Make("within_68", coverage.Within68);
                yield return Make("within_95", coverage.Within95);
            }
        }
    }

    private static IEnumerable<Figure> Bins(string set, EngineResult engine)
    {
        foreach (var (parameter, bins) in engine.Bins)
        {
            foreach (var bin in bins)
            {
                var group = string.Create(CultureInfo.InvariantCulture, $"true {bin.FromTruth:G4} to {bin.ToTruth:G4}");
                Figure Make(string statistic, double value) => new(
                    set, engine.Answers.Engine, engine.Answers.ModelId, group, parameter.ShortName(), statistic, value);
                yield return Make("count", bin.Count);
                yield return Make("mean_truth", bin.MeanTruth);
                yield return Make("mean_measured", bin.MeanMeasured);
                yield return Make("e_s", bin.StatisticalError);
            }
        }
    }
}
