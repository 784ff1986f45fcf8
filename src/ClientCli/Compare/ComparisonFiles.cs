using System.Globalization;
using System.Text.Json.Nodes;
using GaLNet.Output;
using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Compare;

/// <summary>Every number of a comparison as plain tables and as JSON.</summary>
internal static class ComparisonFiles
{
    private static readonly ComparisonFigure[] Figures = Enum.GetValues<ComparisonFigure>();

    /// <summary>scores.csv: one line a figure with its interval; budget.csv: the error budget.</summary>
    public static void WriteCsv(IReadOnlyList<EngineComparison> engines, string folder)
    {
        CsvFile.Write(Path.Combine(folder, "scores.csv"), "engine,bin,from,to,parameter,figure,count,value,low,high",
            engines.SelectMany(engine => engine.Samples).SelectMany(sample => Figures.Select(figure => CsvFile.Line(
                FormattableString.Invariant($"{sample.Engine},{sample.Bin},{Edge(sample.From)},{Edge(sample.To)},")
                    + FormattableString.Invariant(
                        $"{sample.Parameter.ShortName()},{NameOf(figure)},{sample.Score.Count}"),
                sample.Score[figure], sample.Score.Low[(int)figure], sample.Score.High[(int)figure]))));
        CsvFile.Write(Path.Combine(folder, "budget.csv"), "engine,parameter,count,scatter,explained,ours,theirs,left",
            engines.SelectMany(engine => engine.Budgets.Select(pair => CsvFile.Line(
                $"{engine.Engine},{pair.Key.ShortName()},{pair.Value.Count}", pair.Value.Scatter,
                pair.Value.Explained, pair.Value.Ours, pair.Value.Theirs, pair.Value.Left))));
    }

    /// <summary>The same as one JSON object.</summary>
    public static JsonObject Json(string reference, IReadOnlyList<EngineComparison> engines) => new()
    {
        ["reference"] = reference,
        ["engines"] = new JsonArray([.. engines.Select(engine => new JsonObject
        {
            ["engine"] = engine.Engine,
            ["galaxies"] = engine.Columns.Count,
            ["pa_double_angle_r2"] = JsonText.Number(engine.PaDoubleAngleRSquared),
            ["scores"] = new JsonArray([.. engine.Samples.Select(Json)]),
            ["budget"] = new JsonObject(engine.Budgets.Select(pair => KeyValuePair.Create(
                pair.Key.ShortName(), (JsonNode?)new JsonObject
                {
                    ["count"] = pair.Value.Count,
                    ["scatter"] = JsonText.Number(pair.Value.Scatter),
                    ["explained"] = JsonText.Number(pair.Value.Explained),
                    ["ours"] = JsonText.Number(pair.Value.Ours),
                    ["theirs"] = JsonText.Number(pair.Value.Theirs),
                    ["left"] = JsonText.Number(pair.Value.Left),
                }))),
        })]),
    };

    /// <summary>Name of a figure in files.</summary>
    public static string NameOf(ComparisonFigure figure) => figure switch
    {
        ComparisonFigure.RSquared => "r2",
        ComparisonFigure.OutlierFraction => "outliers",
        ComparisonFigure.Nmad => "nmad",
        ComparisonFigure.Bias => "bias",
        ComparisonFigure.Scatter => "scatter",
        ComparisonFigure.Rms => "rms",
        ComparisonFigure.PullMedian => "pull_median",
        ComparisonFigure.PullScatter => "pull_scatter",
        _ => "pull_std",
    };

    private static JsonObject Json(ScoredSample sample)
    {
        var json = new JsonObject
        {
            ["bin"] = sample.Bin.Length == 0 ? null : sample.Bin,
            ["from"] = JsonText.Number(sample.From),
            ["to"] = JsonText.Number(sample.To),
            ["parameter"] = sample.Parameter.ShortName(),
            ["count"] = sample.Score.Count,
        };
        foreach (var figure in Figures)
        {
            json[NameOf(figure)] = new JsonObject
            {
                ["value"] = JsonText.Number(sample.Score[figure]),
                ["low"] = JsonText.Number(sample.Score.Low[(int)figure]),
                ["high"] = JsonText.Number(sample.Score.High[(int)figure]),
            };
        }

        return json;
    }

    private static string Edge(double edge)
        => double.IsNaN(edge) ? "" : edge.ToString("R", CultureInfo.InvariantCulture);
}
