using SkiaSharp;

namespace GaLNet.Output;

/// <summary>A white sheet of paper to draw on, in pixels from its upper left corner.</summary>
internal sealed class Sheet : IDisposable
{
    private readonly SKSurface _surface;

    public Sheet(int width, int height)
    {
        (Width, Height) = (width, height);
        _surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul))
            ?? throw new InvalidOperationException($"A picture of {width} x {height} pixels does not fit into memory.");
        Canvas.Clear(SKColors.White);
    }

    /// <summary>Ink for text.</summary>
    public static SKColor Ink { get; } = new(30, 34, 40);

    /// <summary>Ink for text of less weight.</summary>
    public static SKColor FaintInk { get; } = new(105, 112, 120);

    public int Width { get; }

    public int Height { get; }

    public SKCanvas Canvas => _surface.Canvas;

    /// <summary>Writes a line; <paramref name="y"/> is its base line. Returns its width.</summary>
    public float Text(
        string text, float x, float y, float size, SKColor? colour = null, bool bold = false,
        SKTextAlign align = SKTextAlign.Left)
    {
        using var font = Typography.Font(size, bold);
        using var paint = new SKPaint { Color = colour ?? Ink, IsAntialias = true };
        Canvas.DrawText(text, x, y, align, font, paint);
        return font.MeasureText(text);
    }

    /// <summary>Width of a line of text.</summary>
    public static float WidthOf(string text, float size, bool bold = false)
    {
        using var font = Typography.Font(size, bold);
        return font.MeasureText(text);
    }

    /// <summary>Writes a line on a light ground, so that it can be read on top of an image.</summary>
    public void TextOnImage(string text, float x, float y, float size, SKTextAlign align = SKTextAlign.Left)
    {
        using var font = Typography.Font(size);
        using var halo = new SKPaint
        {
            Color = SKColors.White.WithAlpha(225), IsAntialias = true, IsStroke = true, StrokeWidth = 4,
            StrokeJoin = SKStrokeJoin.Round,
        };
        Canvas.DrawText(text, x, y, align, font, halo);
        Text(text, x, y, size, align: align);
    }

    /// <summary>Draws pixels into a rectangle, each as a crisp square, the first row at the bottom.</summary>
    public void Pixels(Raster raster, SKRect where, Stretch stretch, Palette palette)
    {
        using var bitmap = new SKBitmap(raster.Width, raster.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        var colours = new SKColor[raster.Width * raster.Height];
        for (var row = 0; row < raster.Height; row++)
        {
            for (var column = 0; column < raster.Width; column++)
            {
                colours[(raster.Height - 1 - row) * raster.Width + column] =
                    palette[stretch.Of(raster.Pixels[row * raster.Width + column])];
            }
        }

        bitmap.Pixels = colours;
        using var image = SKImage.FromBitmap(bitmap);
        Canvas.DrawImage(image, where, new SKSamplingOptions(SKFilterMode.Nearest));
        Frame(where);
    }

    /// <summary>A thin line around a rectangle.</summary>
    public void Frame(SKRect where)
    {
        using var paint = new SKPaint { Color = FaintInk, IsStroke = true, StrokeWidth = 1, IsAntialias = false };
        Canvas.DrawRect(where, paint);
    }

    /// <summary>A line.</summary>
    public void Line(float x1, float y1, float x2, float y2, SKColor colour, float width = 1.5f)
    {
        using var paint = new SKPaint { Color = colour, StrokeWidth = width, IsAntialias = true };
        Canvas.DrawLine(x1, y1, x2, y2, paint);
    }

    /// <summary>Writes the sheet as PNG, whole or not at all.</summary>
    public void Save(string path)
    {
        using var image = _surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        WholeFile.Write(path, data.SaveTo);
    }

    public void Dispose() => _surface.Dispose();
}
