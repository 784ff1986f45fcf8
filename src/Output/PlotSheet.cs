using System.Globalization;
using ScottPlot;
using SkiaSharp;

namespace GaLNet.Output;

/// <summary>Diagrams with axes, laid out on a <see cref="Sheet"/>.</summary>
internal static class PlotSheet
{
    /// <summary>Colour of measured points.</summary>
    public static Color Point { get; } = new(0, 96, 140, 150);

    /// <summary>Colour of lines drawn as guides.</summary>
    public static Color Guide { get; } = new(190, 60, 30, 210);

    /// <summary>An empty diagram in the house's look.</summary>
    public static Plot NewPlot(string abscissa, string ordinate)
    {
        var plot = Typography.NewPlot();
        plot.XLabel(abscissa, 14);
        plot.YLabel(ordinate, 14);
        plot.Axes.Bottom.TickLabelStyle.FontSize = 12;
        plot.Axes.Left.TickLabelStyle.FontSize = 12;
        plot.Axes.Bottom.Label.Bold = false;
        plot.Axes.Left.Label.Bold = false;
        plot.Grid.MajorLineColor = Colors.Black.WithAlpha(0.08);
        return plot;
    }

    /// <summary>Draws a diagram into a rectangle of the sheet.</summary>
    public static void Draw(Sheet sheet, Plot plot, SKRect where)
    {
        // Onto the sheet itself, as strokes and letters, and beside what is drawn there already.
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        sheet.Canvas.Save();
        plot.Render(sheet.Canvas, new PixelRect(where.Left, where.Right, where.Bottom, where.Top));
        sheet.Canvas.Restore();
    }

    /// <summary>Points without a line.</summary>
    public static void AddPoints(Plot plot, double[] x, double[] y, Color colour, float size)
    {
        var points = plot.Add.ScatterPoints(x, y, colour);
        points.MarkerSize = size;
        points.MarkerShape = MarkerShape.FilledCircle;
    }

    /// <summary>Labels decades and their halves on an axis whose coordinates are decimal logarithms.</summary>
    public static void UseDecades(IAxis axis, double lowest, double highest)
    {
        var ticks = new ScottPlot.TickGenerators.NumericManual();
        var isWide = highest - lowest > 2.5;
        for (var decade = (int)Math.Floor(lowest) - 1; decade <= highest + 1; decade++)
        {
            for (var digit = 1; digit <= 9; digit++)
            {
                var value = digit * Math.Pow(10, decade);
                if (digit == 1 || (digit is 2 or 5 && !isWide))
                {
                    ticks.AddMajor(Math.Log10(value), LabelOf(value, decade));
                }
                else
                {
                    ticks.AddMinor(Math.Log10(value));
                }
            }
        }

        axis.TickGenerator = ticks;
    }

    private static string LabelOf(double value, int decade)
        => decade is >= -3 and <= 4
            ? value.ToString("0.###", CultureInfo.InvariantCulture)
            : $"{Math.Round(value / Math.Pow(10, decade)):0}·10{Superscript(decade)}".Replace("1·", "",
                StringComparison.Ordinal);

    private static string Superscript(int number)
        => string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(
            digit => digit == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit - '0']));
}
