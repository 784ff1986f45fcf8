using ScottPlot;
using SkiaSharp;
using Palette = GaLNet.Output.Palette;

namespace GaLNet.ClientCli.Pictures;

/// <summary>A PSF stamp in a logarithmic stretch, and its profile with radius.</summary>
internal static class PsfPicture
{
    private const int Panel = 380;
    private const int Margin = 20;
    private const int HeadHeight = 62;

    /// <summary>Draws image and profile and writes a PNG.</summary>
    /// <param name="psf">Unit-sum PSF centred on its central pixel.</param>
    /// <param name="pixelScaleArcsec">Arcsec per pixel of the PSF.</param>
    /// <param name="fwhmArcsec">FWHM, drawn as a guide.</param>
    /// <param name="title">Line at the top.</param>
    /// <param name="note">Line below the title.</param>
    /// <param name="path">PNG to write.</param>
    public static void Save(
        Raster psf, double pixelScaleArcsec, double fwhmArcsec, string title, string note, string path)
    {
        using var sheet = new Sheet(2 * Margin + Panel + 30 + 520, HeadHeight + Panel + Margin + 24);
        sheet.Text(title, Margin, 28, 17, bold: true);
        sheet.Text(note, Margin, 48, 12.5f, Sheet.FaintInk);
        var image = SKRect.Create(Margin, HeadHeight, Panel, Panel);
        var peak = psf.Pixels.Max();
        sheet.Pixels(psf, image, new Stretch(0, peak, peak / 2000), Palette.Plate);
        SkyMarks.ScaleBar(sheet, image, pixelScaleArcsec * psf.Width / Panel);
        PlotSheet.Draw(sheet, Profile(psf, pixelScaleArcsec, fwhmArcsec, peak),
            SKRect.Create(Margin + Panel + 30, HeadHeight - 6, 510, Panel + 28));
        sheet.Save(path);
    }

    private static Plot Profile(Raster psf, double pixelScaleArcsec, double fwhmArcsec, float peak)
    {
        var plot = PlotSheet.NewPlot("radius / arcsec", "light per pixel / peak");
        var points = Enumerable.Range(0, psf.Pixels.Length)
            .Select(i => (
                Radius: pixelScaleArcsec * Math.Sqrt(
                    Math.Pow(i % psf.Width - (psf.Width - 1) / 2.0, 2)
                    + Math.Pow(i / psf.Width - (psf.Height - 1) / 2.0, 2)),
                Value: Math.Log10(psf.Pixels[i] / peak)))
            .Where(point => double.IsFinite(point.Value)).ToArray();
        PlotSheet.AddPoints(plot, Array.ConvertAll(points, point => point.Radius),
            Array.ConvertAll(points, point => point.Value), PlotSheet.Point, 5);
        plot.Axes.AutoScale();
        PlotSheet.UseDecades(plot.Axes.Left, points.Min(point => point.Value), 0);
        var half = plot.Add.VerticalLine(fwhmArcsec / 2);
        half.Color = PlotSheet.Guide;
        half.LineWidth = 1.3f;
        half.LegendText = $"FWHM/2 = {GaLNet.Output.Numbers.Fixed(fwhmArcsec / 2, 3)}″";
        plot.ShowLegend(Alignment.UpperRight);
        return plot;
    }
}
