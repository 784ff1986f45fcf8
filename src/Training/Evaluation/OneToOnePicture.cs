using System.Globalization;
using GaLNet.Output;
using GaLNet.Photometry.Statistics;
using ScottPlot;
using SkiaSharp;

namespace GaLNet.Training.Evaluation;

/// <summary>
/// The paper's Figure 3: measured against true, one row of panels per engine and one column per parameter, with the
/// statistical errors of five intervals.
/// </summary>
internal static class OneToOnePicture
{
    private const int PanelWidth = 290, PanelHeight = 270, NameWidth = 40, HeadHeight = 56;
    private const int MostPoints = 4000;
    private static readonly Color Points = new(0, 96, 140, 70);
    private static readonly Color Errors = new(190, 60, 30, 255);
    private static readonly Color Guide = new(60, 60, 60, 150);

    private static readonly (ScoredParameter Parameter, string Title, double Low, double High, bool IsLogarithmic)[]
        Columns =
        [
            (ScoredParameter.X, "x, arcsec", -0.45, 0.45, false), (ScoredParameter.Y, "y, arcsec", -0.45, 0.45, false),
            (ScoredParameter.Mag, "mag", 16.7, 22.3, false), (ScoredParameter.Reff, "rEff, arcsec", 0.15, 5, true),
            (ScoredParameter.Pa, "PA, degrees", -20, 200, false), (ScoredParameter.AxisRatio, "q", 0.1, 1.05, false),
            (ScoredParameter.Index, "n", 0.25, 10, true),
        ];

    /// <summary>Draws a set's engines and writes a PNG.</summary>
    public static void Save(SetResult result, string path)
    {
        using var sheet = new Sheet(
            NameWidth + Columns.Length * PanelWidth + 10, HeadHeight + result.Engines.Count * PanelHeight + 10);
        sheet.Text($"{result.Set.Title}: measured against true", 20, 28, 18, bold: true);
        sheet.Text(
            "bars: statistical error e_s in five intervals of the true value; numbers: e_s over the mean, e_s itself for "
            + "x, y and mag", 20, 48, 13, Sheet.FaintInk);
        for (var row = 0; row < result.Engines.Count; row++)
        {
            var top = HeadHeight + row * PanelHeight;
            Name(sheet, result.Engines[row].Answers.Engine, top);
            for (var column = 0; column < Columns.Length; column++)
            {
                PlotSheet.Draw(
                    sheet, Panel(result.Engines[row], Columns[column]),
                    SKRect.Create(NameWidth + column * PanelWidth, top, PanelWidth, PanelHeight));
            }
        }

        sheet.Save(path);
    }

    private static void Name(Sheet sheet, string name, int top)
    {
        sheet.Canvas.Save();
        sheet.Canvas.Translate(28, top + PanelHeight / 2f);
        sheet.Canvas.RotateDegrees(-90);
        sheet.Text(name, 0, 0, 17, bold: true, align: SKTextAlign.Center);
        sheet.Canvas.Restore();
    }

    private static Plot Panel(
        EngineResult engine,
        (ScoredParameter Parameter, string Title, double Low, double High, bool IsLogarithmic) column)
    {
        var plot = PlotSheet.NewPlot($"true {column.Title}", "measured");
        double Place(double value) => column.IsLogarithmic ? Math.Log10(Math.Max(value, 1e-3)) : value;
        var (low, high) = (Place(column.Low), Place(column.High));
        plot.Axes.SetLimits(low, high, low, high);
        var shown = engine.Answers.Galaxies
            .Where(galaxy => double.IsFinite(galaxy.Difference(column.Parameter)))
            .Take(MostPoints)
            .Select(galaxy => (X: Place(galaxy.Truth[column.Parameter]),
                Y: Place(galaxy.Truth[column.Parameter] + galaxy.Difference(column.Parameter))))
            .ToArray();
        if (shown.Length == 0) return plot;
        PlotSheet.AddPoints(
            plot, [.. shown.Select(point => point.X)], [.. shown.Select(point => point.Y)], Points,
            shown.Length > 1000 ? 2.5f : 4);
        var line = plot.Add.Line(low, low, high, high);
        line.Color = Guide;
        line.LineWidth = 1;
        foreach (var bin in engine.Bins[column.Parameter]) AddBin(plot, column.Parameter, bin, Place);
        if (column.IsLogarithmic)
        {
            PlotSheet.UseDecades(plot.Axes.Bottom, low, high);
            PlotSheet.UseDecades(plot.Axes.Left, low, high);
        }

        AddNote(plot, engine.Scores, column.Parameter);
        return plot;
    }

    private static void AddBin(Plot plot, ScoredParameter parameter, BinnedError bin, Func<double, double> place)
    {
        var (x, y, e) = (place(bin.MeanTruth), bin.MeanMeasured, bin.StatisticalError);
        var bar = plot.Add.Line(x, place(y - e), x, place(y + e));
        bar.Color = Errors;
        bar.LineWidth = 2;
        var mark = plot.Add.Marker(x, place(y), MarkerShape.FilledCircle, 5, Errors);
        mark.MarkerLineWidth = 0;
        var label = plot.Add.Text(
            EvaluationTables.ShownError(parameter, bin).ToString("0.###", CultureInfo.InvariantCulture), x, place(y - e));
        label.LabelFontSize = 10;
        label.LabelFontColor = Errors;
        label.LabelAlignment = Alignment.UpperLeft;
    }

    private static void AddNote(Plot plot, ScoreTable scores, ScoredParameter parameter)
    {
        if (!scores.Parameters.TryGetValue(parameter, out var score)) return;
        var note = plot.Add.Annotation(
            $"R² {Numbers.Fixed(score.RSquared, 4)}  NMAD {Numbers.Fixed(score.Nmad, 4)}", Alignment.UpperLeft);
        note.LabelFontSize = 11.5f;
        note.LabelBackgroundColor = Colors.White.WithAlpha(0.85);
        note.LabelBorderColor = Colors.Transparent;
        note.LabelShadowColor = Colors.Transparent;
    }
}
