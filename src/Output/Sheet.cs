using SkiaSharp;

namespace GaLNet.Output;

/// <summary>
/// A white sheet of paper to draw on, in pixels from its upper left corner. What is drawn is kept as strokes until it is
/// saved, as dots (PNG) or as it is (SVG).
/// </summary>
internal sealed class Sheet : IDisposable
{
    private readonly SKPictureRecorder _recorder = new();
    private SKPicture? _picture;

    public Sheet(int width, int height)
    {
        (Width, Height) = (width, height);
        Canvas = _recorder.BeginRecording(SKRect.Create(width, height));
        using var paper = new SKPaint { Color = SKColors.White };
        Canvas.DrawRect(SKRect.Create(width, height), paper);
    }

    /// <summary>Ink for text.</summary>
    public static SKColor Ink { get; } = new(30, 34, 40);

    /// <summary>Ink for text of less weight.</summary>
    public static SKColor FaintInk { get; } = new(105, 112, 120);

    public int Width { get; }

    public int Height { get; }

    public SKCanvas Canvas { get; }

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
        // Enlarged here, not by whoever shows the picture: viewers of SVG would blur the pixels.
        var info = new SKImageInfo(
            Math.Max(1, (int)Math.Round(where.Width)), Math.Max(1, (int)Math.Round(where.Height)),
            SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var enlarged = bitmap.Resize(info, new SKSamplingOptions(SKFilterMode.Nearest));
        using var image = SKImage.FromBitmap(enlarged);
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

    /// <summary>Writes the sheet, whole or not at all: as SVG where the name ends in .svg, else as PNG.</summary>
    public void Save(string path)
    {
        if (!path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
        {
            var png = ToPng();
            WholeFile.Write(path, stream => stream.Write(png));
            return;
        }

        WholeFile.Write(path, stream =>
        {
            using var canvas = SKSvgCanvas.Create(SKRect.Create(Width, Height), stream);
            canvas.DrawPicture(Finished());
        });
    }

    /// <summary>The sheet as a PNG file's bytes.</summary>
    public byte[] ToPng()
    {
        using var surface = SKSurface.Create(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Premul))
            ?? throw new InvalidOperationException($"A picture of {Width} x {Height} pixels does not fit into memory.");
        surface.Canvas.DrawPicture(Finished());
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    public void Dispose()
    {
        _picture?.Dispose();
        _recorder.Dispose();
    }

    private SKPicture Finished() => _picture ??= _recorder.EndRecording();
}
