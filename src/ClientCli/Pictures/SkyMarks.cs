using System.Globalization;
using SkiaSharp;

namespace GaLNet.ClientCli.Pictures;

/// <summary>Scale bar and compass, in the corners of an image.</summary>
internal static class SkyMarks
{
    private static readonly double[] BarLengthsArcsec = [0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600];

    /// <summary>A bar of a round length, about a fifth of the image, in its lower left corner.</summary>
    /// <param name="sheet">Where to draw.</param>
    /// <param name="image">The image on the sheet.</param>
    /// <param name="arcsecPerDot">Arcsec per pixel of the sheet.</param>
    public static void ScaleBar(Sheet sheet, SKRect image, double arcsecPerDot)
    {
        var wanted = image.Width * arcsecPerDot / 5;
        var length = BarLengthsArcsec.LastOrDefault(candidate => candidate <= wanted * 1.3, BarLengthsArcsec[0]);
        var dots = (float)(length / arcsecPerDot);
        var (x, y) = (image.Left + 10, image.Bottom - 11);
        sheet.Line(x, y, x + dots, y, SKColors.White.WithAlpha(225), 6);
        sheet.Line(x, y, x + dots, y, Sheet.Ink, 2.5f);
        sheet.TextOnImage(Label(length), x, y - 7, 12);
    }

    /// <summary>Arrows to North and East in the lower right corner.</summary>
    /// <param name="sheet">Where to draw.</param>
    /// <param name="image">The image on the sheet.</param>
    /// <param name="northAngleDeg">Direction of North, degrees counter-clockwise from +x.</param>
    /// <param name="parity">+1 when East lies counter-clockwise of North.</param>
    public static void Compass(Sheet sheet, SKRect image, double northAngleDeg, int parity)
    {
        const float arm = 20;
        var (x, y) = (image.Right - 36, image.Bottom - 36);
        foreach (var (name, angleDeg) in new[] { ("N", northAngleDeg), ("E", northAngleDeg + 90 * parity) })
        {
            var (sin, cos) = Math.SinCos(angleDeg * Math.PI / 180);
            var (endX, endY) = (x + arm * (float)cos, y - arm * (float)sin);
            sheet.Line(x, y, endX, endY, SKColors.White.WithAlpha(225), 5);
            sheet.Line(x, y, endX, endY, Sheet.Ink, 1.8f);
            sheet.TextOnImage(name, x + (arm + 9) * (float)cos, y - (arm + 9) * (float)sin + 4, 11, SKTextAlign.Center);
        }
    }

    private static string Label(double arcsec) => arcsec < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{arcsec:0.#}″")
        : string.Create(CultureInfo.InvariantCulture, $"{arcsec / 60:0.#}′");
}
