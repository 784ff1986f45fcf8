using SkiaSharp;

namespace GaLNet.ClientCli.Pictures;

/// <summary>A field with what was found in it, marked by kind.</summary>
internal static class FieldPicture
{
    private const int LargestSide = 1500;
    private const float Margin = 20;
    private const float HeadHeight = 74;

    private static readonly (FoundKind Kind, string Name, SKColor Colour)[] Kinds =
    [
        (FoundKind.Faint, "below the S/N limit", new SKColor(120, 144, 170)),
        (FoundKind.Star, "stars", new SKColor(226, 124, 0)),
        (FoundKind.Galaxy, "galaxies, measured (ellipse: 2 rEff)", new SKColor(0, 122, 96)),
        (FoundKind.Failed, "failed fits", new SKColor(200, 0, 60)),
    ];

    /// <summary>Draws the field and writes a PNG.</summary>
    /// <param name="field">Pixels of the image.</param>
    /// <param name="sky">Level and noise of the sky, counts.</param>
    /// <param name="marks">What was found.</param>
    /// <param name="pixelScaleArcsec">Arcsec per pixel.</param>
    /// <param name="orientation">North's direction and parity, as in <see cref="SkyMarks.Compass"/>.</param>
    /// <param name="title">Line at the top.</param>
    /// <param name="path">PNG to write.</param>
    public static void Save(
        Raster field, (double Level, double Sigma) sky, IReadOnlyList<FoundMark> marks, double pixelScaleArcsec,
        (double NorthAngleDeg, int Parity) orientation, string title, string path)
    {
        var shrink = (Math.Max(field.Width, field.Height) + LargestSide - 1) / LargestSide;
        var shown = field.Shrink(shrink);
        var dotsPerPixel = Math.Max(1, LargestSide / 2 / Math.Max(shown.Width, shown.Height)) / (double)shrink;
        var where = SKRect.Create(Margin, HeadHeight,
            (float)(field.Width * dotsPerPixel), (float)(field.Height * dotsPerPixel));
        using var sheet = new Sheet((int)Math.Max(where.Width + 2 * Margin, 760), (int)(where.Bottom + Margin));
        sheet.Text(title, Margin, 30, 18, bold: true);
        DrawKey(sheet, marks);
        var sigma = sky.Sigma / shrink;
        sheet.Pixels(shown, where, new Stretch(sky.Level - 2 * sigma, sky.Level + 120 * sigma, 5 * sigma),
            Palette.Plate);
        sheet.Canvas.Save();
        sheet.Canvas.ClipRect(where);
        foreach (var mark in marks.OrderBy(mark => Array.FindIndex(Kinds, kind => kind.Kind == mark.Kind)))
        {
            Draw(sheet, mark, where, dotsPerPixel);
        }

        sheet.Canvas.Restore();
        SkyMarks.ScaleBar(sheet, where, pixelScaleArcsec / dotsPerPixel);
        SkyMarks.Compass(sheet, where, orientation.NorthAngleDeg, orientation.Parity);
        sheet.Save(path);
    }

    private static void DrawKey(Sheet sheet, IReadOnlyList<FoundMark> marks)
    {
        var x = Margin + 7;
        foreach (var (kind, name, colour) in Kinds.Reverse())
        {
            var count = marks.Count(mark => mark.Kind == kind);
            if (count == 0 && kind == FoundKind.Failed)
            {
                continue;
            }

            using var pen = Pen(colour, 2);
            sheet.Canvas.DrawCircle(x, 53, 6, pen);
            x += 13 + sheet.Text($"{count} {name}", x + 13, 57, 13) + 30;
        }
    }

    private static void Draw(Sheet sheet, FoundMark mark, SKRect where, double dotsPerPixel)
    {
        var colour = Kinds.First(kind => kind.Kind == mark.Kind).Colour;
        using var pen = Pen(colour, mark.Kind == FoundKind.Faint ? 1f : 1.7f);
        var major = (float)Math.Max(mark.MajorPix * dotsPerPixel, 5);
        var minor = (float)Math.Max(mark.MajorPix * mark.AxisRatio * dotsPerPixel, 3.5);
        sheet.Canvas.Save();
        sheet.Canvas.Translate(
            where.Left + (float)((mark.XPix + 0.5) * dotsPerPixel),
            where.Bottom - (float)((mark.YPix + 0.5) * dotsPerPixel));
        sheet.Canvas.RotateDegrees((float)-mark.AngleDeg);
        sheet.Canvas.DrawOval(0, 0, major, minor, pen);
        sheet.Canvas.Restore();
    }

    private static SKPaint Pen(SKColor colour, float width)
        => new() { Color = colour, IsStroke = true, StrokeWidth = width, IsAntialias = true };
}
