using GaLNet.ClientCli.Compare;
using GaLNet.ClientCli.Pictures;
using GaLNet.Output;
using GaLNet.Photometry.Statistics;
using GaLNet.Sky.Tables;
using ScottPlot;

namespace GaLNet.ClientCli.Reproduce;

/// <summary>The course of a training: loss.csv and scores.csv as 'galnet-train train' writes them.</summary>
internal static class TrainingSection
{
    private const string Losses = "loss.csv";
    private const string Scores = "scores.csv";
    private const string Crowded = "crowded";

    private static readonly (string Name, ScoredParameter Parameter, Color Colour)[] Shown =
    [
        ("mag", ScoredParameter.Mag, new(90, 90, 90)), ("reff", ScoredParameter.Reff, new(0, 96, 140)),
        ("q", ScoredParameter.AxisRatio, new(30, 120, 60)), ("n", ScoredParameter.Index, new(190, 60, 30)),
    ];

    /// <summary>True when a folder holds the course of a training.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, Losses));

    /// <summary>Draws loss and scores against the mocks learnt from.</summary>
    /// <param name="page">The page.</param>
    /// <param name="folder">Where pictures go.</param>
    /// <param name="command">What the page is made by.</param>
    /// <param name="training">The run's folder; null = none.</param>
    /// <param name="isOfModels">True when it is the record that comes with the networks.</param>
    public static void Add(
        HtmlPage page, ComparisonReportFolder folder, string command, string? training, bool isOfModels)
    {
        page.Section("training", "Training");
        if (training is null)
        {
            page.Missing("The networks come without a record of their training: 'galnet-train train --preset best --out run' "
                + "makes one, and --training run shows it here.");
            return;
        }

        var loss = Path.Combine(training, Losses);
        page.MadeBy(command, isOfModels
            ? "the record that comes with the networks, loss.csv and scores.csv as 'galnet-train train' wrote them"
            : loss);
        using var table = Table.Open(loss);
        var million = Array.ConvertAll(table.Doubles("samples"), value => value * 1e-6);
        var plot = PlotSheet.NewPlot("mocks learnt from / million", "loss");
        plot.Add.ScatterLine(million, table.Doubles("loss"), PlotSheet.Point).LineWidth = 2;
        using (var sheet = PanelSheet.Draw([plot], "Training: the loss", 1))
        {
            page.Figure(folder.Save(sheet, "training-loss"),
                $"Loss over {million[^1]:0.00} million mocks in {table.Doubles("seconds")[^1] / 60:0} minutes; where it steps, "
                + "its form changes. The paper trains on 200,000 mocks for two hours on one RTX 2070.");
        }

        var scores = Path.Combine(training, Scores);
        if (!File.Exists(scores))
        {
            page.Missing($"{scores} is not there: no scores along the training.");
            return;
        }

        AddScores(page, folder, scores);
    }

    private static void AddScores(HtmlPage page, ComparisonReportFolder folder, string path)
    {
        using var table = Table.Open(path);
        var (samples, r2, nmad) = (table.Doubles("samples"), table.Doubles("r2"), table.Doubles("nmad"));
        var (network, mocks, parameter) = (
            table.Strings("network"), table.Strings("mocks"), table.Strings("parameter"));
        int[] RowsOf(string word, string name) => [.. Enumerable.Range(0, table.RowCount).Where(row =>
            network[row] == word && mocks[row] == Crowded && parameter[row] == name)];
        var plots = new List<Plot>();
        foreach (var (number, word) in new[] { (0, "galnet-1"), (1, "galnet-2") })
        {
            foreach (var (values, figure, label) in new[]
            {
                (r2, ComparisonFigure.RSquared, "R²"), (nmad, ComparisonFigure.Nmad, "NMAD"),
            })
            {
                var plot = PlotSheet.NewPlot("mocks learnt from / million", $"{word} {label}");
                foreach (var (name, scored, colour) in Shown)
                {
                    var rows = RowsOf(word, name);
                    if (rows.Length == 0)
                    {
                        continue;
                    }

                    var line = plot.Add.ScatterLine(
                        Array.ConvertAll(rows, row => samples[row] * 1e-6), Array.ConvertAll(rows, row => values[row]), colour);
                    line.LineWidth = 2;
                    line.LegendText = name;
                    var published = plot.Add.HorizontalLine(PaperTables.Table2(number, figure, scored), 1.2f, colour);
                    published.LinePattern = LinePattern.Dotted;
                }

                // Room for the legend beside the curves.
                plot.Axes.SetLimitsX(0, 1.45e-6 * samples.Max());
                plot.ShowLegend(Alignment.UpperRight).ShadowColor = Colors.Transparent;
                plots.Add(plot);
            }
        }

        using var sheet = PanelSheet.Draw(plots, "Training: scores on mocks never learnt from", 2);
        page.Figure(folder.Save(sheet, "training-scores"),
            "Crowded mocks that are never learnt from, along the training. Dotted: what GaLNet I prints in Table 2 for its own "
            + "mocks.");
    }
}
