using ScottPlot;
using SkiaSharp;

namespace GaLNet.ClientCli.Pictures;

/// <summary>Measured against true (or against somebody else's measurement), one panel a parameter.</summary>
internal static class MeasuredVersusTrue
{
    private const int PanelWidth = 400;
    private const int PanelHeight = 380;
    private const int Columns = 3;
    private const int HeadHeight = 50;

    /// <summary>Draws the panels and writes a PNG.</summary>
    public static void Save(IReadOnlyList<ComparedParameter> parameters, string title, string path)
    {
        var rows = (parameters.Count + Columns - 1) / Columns;
        using var sheet = new Sheet(Columns * PanelWidth + 20, HeadHeight + rows * PanelHeight + 10);
        sheet.Text(title, 20, 32, 18, bold: true);
        for (var i = 0; i < parameters.Count; i++)
        {
            var where = SKRect.Create(
                10 + i % Columns * PanelWidth, HeadHeight + i / Columns * PanelHeight, PanelWidth, PanelHeight);
            PlotSheet.Draw(sheet, Panel(parameters[i]), where);
        }

        sheet.Save(path);
    }

    private static Plot Panel(ComparedParameter parameter)
    {
        var plot = PlotSheet.NewPlot(parameter.Abscissa, parameter.Ordinate);
        double Place(double value) => parameter.IsLogarithmic ? Math.Log10(value) : value;
        var shown = Enumerable.Range(0, parameter.X.Length)
            .Where(i => double.IsFinite(Place(parameter.X[i])) && double.IsFinite(Place(parameter.Y[i])))
            .ToArray();
        if (shown.Length == 0)
        {
            return plot;
        }

        var x = Array.ConvertAll(shown, i => Place(parameter.X[i]));
        var y = Array.ConvertAll(shown, i => Place(parameter.Y[i]));
        SetLimits(plot, parameter, x, y);
        AddErrors(plot, parameter, shown, Place);
        PlotSheet.AddPoints(plot, x, y, PlotSheet.Point, 5);
        if (parameter.IsLogarithmic)
        {
            PlotSheet.UseDecades(plot.Axes.Bottom, x.Min(), x.Max());
            PlotSheet.UseDecades(plot.Axes.Left, y.Min(), y.Max());
        }

        AddNote(plot, parameter.Note);
        return plot;
    }

    private static void SetLimits(Plot plot, ComparedParameter parameter, double[] x, double[] y)
    {
        var (low, high) = (Math.Min(x.Min(), y.Min()), Math.Max(x.Max(), y.Max()));
        if (!parameter.IsIdentity)
        {
            high = Math.Max(Math.Abs(low), Math.Abs(high));
            low = -high;
        }

        var pad = Math.Max(0.04 * (high - low), 1e-3);
        (low, high) = (low - pad, high + pad);
        plot.Axes.SetLimits(low, high, low, high);
        if (parameter.IsIdentity)
        {
            AddGuide(plot, low, low, high, high);
        }
        else
        {
            AddGuide(plot, low, 0, high, 0);
            AddGuide(plot, 0, low, 0, high);
        }
    }

    private static void AddGuide(Plot plot, double x1, double y1, double x2, double y2)
    {
        var line = plot.Add.Line(x1, y1, x2, y2);
        line.Color = PlotSheet.Guide;
        line.LineWidth = 1.3f;
    }

    private static void AddErrors(Plot plot, ComparedParameter parameter, int[] shown, Func<double, double> place)
    {
        foreach (var i in shown.Where(i => double.IsFinite(parameter.Errors[i])))
        {
            var (value, error) = (parameter.Y[i], parameter.Errors[i]);
            // A logarithmic axis has no place for zero: an error as large as its value ends at a tenth of it.
            var low = parameter.IsLogarithmic ? Math.Max(value - error, 0.1 * value) : value - error;
            var line = plot.Add.Line(place(parameter.X[i]), place(low), place(parameter.X[i]), place(value + error));
            line.Color = PlotSheet.Point.WithAlpha(0.25);
            line.LineWidth = 1;
        }
    }

    private static void AddNote(Plot plot, string text)
    {
        var note = plot.Add.Annotation(text, Alignment.UpperLeft);
        note.LabelFontSize = 12.5f;
        note.LabelBackgroundColor = Colors.White.WithAlpha(0.85);
        note.LabelBorderColor = Colors.Transparent;
        note.LabelShadowColor = Colors.Transparent;
    }
}
