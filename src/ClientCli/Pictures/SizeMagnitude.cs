using ScottPlot;
using SkiaSharp;

namespace GaLNet.ClientCli.Pictures;

/// <summary>
/// What a catalogue holds at a glance: size, index and axis ratio against magnitude, and number counts.
/// </summary>
internal static class SizeMagnitude
{
    private const int PanelWidth = 520;
    private const int PanelHeight = 400;

    /// <summary>Draws four panels and writes a PNG. Arrays are paired; NaN rows are left out.</summary>
    /// <param name="mag">Total magnitudes.</param>
    /// <param name="reffArcsec">Half-light semi-major axes, arcsec.</param>
    /// <param name="q">Axis ratios.</param>
    /// <param name="n">Sérsic indices.</param>
    /// <param name="title">Line at the top.</param>
    /// <param name="path">PNG to write.</param>
    public static void Save(double[] mag, double[] reffArcsec, double[] q, double[] n, string title, string path)
    {
        using var sheet = new Sheet(2 * PanelWidth + 20, 50 + 2 * PanelHeight + 10);
        sheet.Text(title, 20, 32, 18, bold: true);
        Plot[] panels =
        [
            Against(mag, reffArcsec, "rEff / arcsec", logarithmic: true),
            Against(mag, n, "Sérsic index n", logarithmic: true),
            Against(mag, q, "axis ratio q", logarithmic: false),
            Counts([.. mag.Where((_, i) => double.IsFinite(n[i]))]),
        ];
        for (var i = 0; i < panels.Length; i++)
        {
            PlotSheet.Draw(sheet, panels[i],
                SKRect.Create(10 + i % 2 * PanelWidth, 50 + i / 2 * PanelHeight, PanelWidth, PanelHeight));
        }

        sheet.Save(path);
    }

    private static Plot Against(double[] mag, double[] values, string label, bool logarithmic)
    {
        var plot = PlotSheet.NewPlot("magnitude (AB)", label);
        var pairs = mag.Zip(values, (m, v) => (Mag: m, Value: logarithmic ? Math.Log10(v) : v))
            .Where(pair => double.IsFinite(pair.Mag) && double.IsFinite(pair.Value)).ToArray();
        if (pairs.Length == 0)
        {
            return plot;
        }

        var y = Array.ConvertAll(pairs, pair => pair.Value);
        PlotSheet.AddPoints(plot, Array.ConvertAll(pairs, pair => pair.Mag), y, PlotSheet.Point, 5);
        plot.Axes.AutoScale();
        if (logarithmic)
        {
            PlotSheet.UseDecades(plot.Axes.Left, y.Min(), y.Max());
        }

        return plot;
    }

    private static Plot Counts(double[] mag)
    {
        const double width = 0.5;
        var plot = PlotSheet.NewPlot("magnitude (AB)", "measured galaxies per half magnitude");
        var bins = mag.Where(double.IsFinite).GroupBy(m => Math.Floor(m / width)).OrderBy(bin => bin.Key);
        plot.Add.Bars(bins.Select(bin => new Bar
        {
            Position = (bin.Key + 0.5) * width,
            Value = bin.Count(),
            Size = width * 0.9,
            FillColor = PlotSheet.Point,
            LineWidth = 0,
        }).ToArray());
        plot.Axes.Margins(bottom: 0);
        plot.Axes.AutoScale();
        return plot;
    }
}
