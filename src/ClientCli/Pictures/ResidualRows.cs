using GaLNet.ClientCli.Compare;
using GaLNet.Output;
using SkiaSharp;

namespace GaLNet.ClientCli.Pictures;

/// <summary>
/// Galaxies in the manner of GaLNet I, Fig. 7: image | what each engine's model leaves | what the reference's leaves,
/// one stretch for all residuals, χ² (Eq. 11) beneath each.
/// </summary>
internal static class ResidualRows
{
    private const float Gap = 6;
    private const float Margin = 18;
    private const float HeadHeight = 62;
    private const float RowFoot = 34;
    private const float FootHeight = 34;
    private const float Between = 26;
    private const double Limit = 5;

    /// <summary>Draws galaxies in columns of rows; those without pixels are left out.</summary>
    /// <param name="galaxies">What to draw.</param>
    /// <param name="title">Line at the top.</param>
    /// <param name="columns">Galaxies side by side.</param>
    /// <param name="cell">Side of a panel, dots.</param>
    public static Sheet Draw(IReadOnlyList<ObjectComparison> galaxies, string title, int columns, int cell)
    {
        var shown = galaxies.Where(galaxy => galaxy.Pixels is not null).ToArray();
        var panels = 1 + shown.Select(galaxy => galaxy.Pixels!.Models.Length).DefaultIfEmpty(1).Max();
        columns = Math.Max(1, Math.Min(columns, shown.Length));
        var rows = Math.Max(1, (shown.Length + columns - 1) / columns);
        var width = panels * (cell + Gap) - Gap;
        var sheet = new Sheet(
            (int)Math.Max(2 * Margin + columns * width + (columns - 1) * Between, 560),
            (int)(HeadHeight + rows * (cell + RowFoot) + FootHeight));
        sheet.Text(title, Margin, 27, 17, bold: true);
        if (shown.Length == 0)
        {
            sheet.Text("no galaxies to show", Margin, HeadHeight + 20, 14, Sheet.FaintInk);
        }

        for (var at = 0; at < shown.Length; at++)
        {
            var left = Margin + at % columns * (width + Between);
            var top = HeadHeight + at / columns * (cell + RowFoot);
            if (at < columns)
            {
                Heading(sheet, shown[at], left, cell);
            }

            Draw(sheet, shown[at], left, top, cell);
        }

        sheet.Text(
            $"image: asinh stretch · residuals: (image − model)/σ of the sky, blue −{Limit:0} to red +{Limit:0} · "
            + "below: χ² inside rEff (Eq. 11)",
            Margin, sheet.Height - 12, 11.5f, Sheet.FaintInk);
        return sheet;
    }

    private static void Heading(Sheet sheet, ObjectComparison galaxy, float left, int cell)
    {
        string[] heads = ["image", .. galaxy.Measurements.Take(galaxy.Pixels!.Models.Length).Select(one => one.By)];
        for (var panel = 0; panel < heads.Length; panel++)
        {
            sheet.Text(Shortened(heads[panel], cell), left + panel * (cell + Gap) + cell / 2f, HeadHeight - 8, 12.5f,
                Sheet.FaintInk, align: SKTextAlign.Center);
        }
    }

    private static void Draw(Sheet sheet, ObjectComparison galaxy, float left, float top, int cell)
    {
        var pixels = galaxy.Pixels!;
        var image = new Raster(pixels.Size, pixels.Size, pixels.Pixels);
        var where = SKRect.Create(left, top, cell, cell);
        var first = pixels.Models.FirstOrDefault(model => model.Model.Length > 0);
        var light = first is null ? image : new Raster(pixels.Size, pixels.Size, first.Model);
        sheet.Pixels(image, where, Stretch.OfSky(light, pixels.Sky, pixels.SkySigma), Palette.Plate);
        var sigma = new float[pixels.Pixels.Length];
        Array.Fill(sigma, (float)pixels.SkySigma);
        for (var at = 0; at < pixels.Models.Length; at++)
        {
            where = SKRect.Create(left + (at + 1) * (cell + Gap), top, cell, cell);
            var model = pixels.Models[at];
            if (model.Model.Length == 0)
            {
                sheet.Frame(where);
                sheet.Text("no model", where.MidX, where.MidY, 12, Sheet.FaintInk, align: SKTextAlign.Center);
                continue;
            }

            var residual = image.ResidualInSigma(
                new Raster(pixels.Size, pixels.Size, model.Model), sigma, pixels.Excluded);
            sheet.Pixels(residual, where, Stretch.Symmetric(Limit), Palette.Residual);
            sheet.Text(Numbers.Fixed(model.Chi2Reff, 2), where.MidX, where.Bottom + 14, 12, align: SKTextAlign.Center);
        }

        sheet.Text(Shortened($"{galaxy.GalaxyId}", cell), left, top + cell + 13, 9.5f, Sheet.FaintInk);
        sheet.Text($"{Numbers.Fixed(galaxy.Measurements[0].Values.Mag, 2)} mag", left, top + cell + 25, 10,
            Sheet.FaintInk);
    }

    private static string Shortened(string text, int cell)
    {
        while (text.Length > 4 && Sheet.WidthOf(text, 11) > cell + Gap)
        {
            text = text[..^2] + "…";
        }

        return text;
    }
}
