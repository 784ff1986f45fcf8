using SkiaSharp;

namespace GaLNet.ClientCli.Pictures;

/// <summary>
/// Galaxies as image | model | residual: the same asinh stretch for image and model, the residual in units of the
/// noise, pixels that took no part in the fit hatched.
/// </summary>
internal static class StampTriptych
{
    private const float Gap = 8;
    private const float Between = 34;
    private const float Margin = 22;
    private const float LineHeight = 17;
    private const float HeadHeight = 44;
    private const float FootHeight = 52;
    private const double ResidualLimit = 5;

    /// <summary>Draws the galaxies in columns and writes a PNG.</summary>
    /// <param name="galaxies">What to draw, row by row.</param>
    /// <param name="title">Line at the top.</param>
    /// <param name="columns">Triptychs side by side.</param>
    /// <param name="panelSize">Side of one panel, dots.</param>
    /// <param name="path">PNG to write.</param>
    public static void Save(
        IReadOnlyList<StampPanel> galaxies, string title, int columns, int panelSize, string path)
    {
        columns = Math.Min(columns, galaxies.Count);
        var rows = (galaxies.Count + columns - 1) / columns;
        var tripleWidth = 3 * panelSize + 2 * Gap;
        var captionHeight = galaxies.Max(galaxy => galaxy.Caption.Count) * LineHeight + 16;
        var width = 2 * Margin + columns * tripleWidth + (columns - 1) * Between;
        var height = HeadHeight + 18 + rows * (panelSize + captionHeight) + FootHeight;
        using var sheet = new Sheet((int)width, (int)height);
        sheet.Text(title, Margin, 28, 17, bold: true);
        for (var i = 0; i < galaxies.Count; i++)
        {
            var left = Margin + i % columns * (tripleWidth + Between);
            var top = HeadHeight + 18 + i / columns * (panelSize + captionHeight);
            if (i < columns)
            {
                DrawHeadings(sheet, left, top, panelSize);
            }

            Draw(sheet, galaxies[i], left, top, panelSize);
        }

        DrawKey(sheet, Margin, height - FootHeight + 14);
        sheet.Save(path);
    }

    private static void DrawHeadings(Sheet sheet, float left, float top, float size)
    {
        string[] headings = ["image", "model", "(image − model) / σ"];
        for (var panel = 0; panel < headings.Length; panel++)
        {
            var middle = left + panel * (size + Gap) + size / 2;
            sheet.Text(headings[panel], middle, top - 6, 13, Sheet.FaintInk, align: SKTextAlign.Center);
        }
    }

    private static void Draw(Sheet sheet, StampPanel galaxy, float left, float top, float size)
    {
        var (width, height) = Fit(galaxy.Image, size);
        var first = SKRect.Create(left + (size - width) / 2, top + (size - height) / 2, width, height);
        var second = first with { Left = first.Left + size + Gap, Right = first.Right + size + Gap };
        var third = second with { Left = second.Left + size + Gap, Right = second.Right + size + Gap };
        var stretch = Stretch.OfSky(galaxy.Model ?? galaxy.Image, galaxy.Sky, galaxy.SkySigma);
        sheet.Pixels(galaxy.Image, first, stretch, Palette.Plate);
        if (galaxy.Model is { } model)
        {
            sheet.Pixels(model, second, stretch, Palette.Plate);
            var residual = galaxy.Image.ResidualInSigma(model, galaxy.Sigma, galaxy.Excluded);
            sheet.Pixels(residual, third, Stretch.Symmetric(ResidualLimit), Palette.Residual);
            Hatch(sheet, galaxy, third);
        }
        else
        {
            NoFit(sheet, second);
            NoFit(sheet, third);
        }

        SkyMarks.ScaleBar(sheet, first, galaxy.PixelScaleArcsec * galaxy.Image.Width / width);
        if (double.IsFinite(galaxy.NorthAngleDeg))
        {
            SkyMarks.Compass(sheet, first, galaxy.NorthAngleDeg, galaxy.Parity);
        }

        for (var line = 0; line < galaxy.Caption.Count; line++)
        {
            var colour = line == 0 ? Sheet.Ink : Sheet.FaintInk;
            sheet.Text(galaxy.Caption[line], left, top + size + (line + 1) * LineHeight, 12.5f, colour);
        }
    }

    private static (float Width, float Height) Fit(Raster image, float size)
    {
        var scale = size / Math.Max(image.Width, image.Height);
        return (image.Width * scale, image.Height * scale);
    }

    private static void NoFit(Sheet sheet, SKRect where)
    {
        sheet.Frame(where);
        sheet.Text("no fit", where.MidX, where.MidY, 14, Sheet.FaintInk, align: SKTextAlign.Center);
    }

    private static void Hatch(Sheet sheet, StampPanel galaxy, SKRect where)
    {
        if (galaxy.Excluded.Length == 0)
        {
            return;
        }

        var (width, height) = (galaxy.Image.Width, galaxy.Image.Height);
        var dot = where.Width / width;
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                if (galaxy.Excluded[row * width + column] != 0)
                {
                    var (x, y) = (where.Left + column * dot, where.Bottom - row * dot);
                    sheet.Line(x, y, x + dot, y - dot, Sheet.Ink.WithAlpha(120), 0.8f);
                }
            }
        }
    }

    private static void DrawKey(Sheet sheet, float left, float top)
    {
        const int steps = 101;
        var values = Enumerable.Range(0, steps).Select(i => (float)(ResidualLimit * (2.0 * i / (steps - 1) - 1)));
        var ramp = new Raster(steps, 1, [.. values]);
        var bar = SKRect.Create(left + 62, top, 202, 12);
        sheet.Text("residual", left, top + 11, 12.5f, Sheet.FaintInk);
        sheet.Pixels(ramp, bar, Stretch.Symmetric(ResidualLimit), Palette.Residual);
        foreach (var (at, label) in new[] { (0f, "−5σ"), (0.5f, "0"), (1f, "+5σ") })
        {
            sheet.Text(label, bar.Left + at * bar.Width, top + 27, 11.5f, Sheet.FaintInk, align: SKTextAlign.Center);
        }

        sheet.Text("image and model: one asinh stretch · hatched: left out of the fit", bar.Right + 34, top + 11,
            12.5f, Sheet.FaintInk);
    }
}
