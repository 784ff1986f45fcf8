using ScottPlot;
using SkiaSharp;

namespace GaLNet.Output;

/// <summary>
/// The letters of all pictures. They come with the program, so that a machine without any fonts draws the same
/// pictures as every other.
/// </summary>
internal static class Typography
{
    /// <summary>Name by which plots ask for the family.</summary>
    public const string Family = "GaLNet Sans";

    private static readonly SKTypeface Regular = Load("DejaVuSans-subset.ttf");
    private static readonly SKTypeface Bold = Load("DejaVuSans-Bold-subset.ttf");

    static Typography()
    {
        ScottPlot.Fonts.FontResolvers.Insert(0, new EmbeddedFontResolver());
        ScottPlot.Fonts.Default = Family;
        ScottPlot.Fonts.Sans = Family;
    }

    /// <summary>The face of a weight.</summary>
    public static SKTypeface Face(bool bold) => bold ? Bold : Regular;

    /// <summary>A font of a size in pixels.</summary>
    public static SKFont Font(float size, bool bold = false)
        => new(Face(bold), size) { Edging = SKFontEdging.Antialias, Subpixel = true };

    /// <summary>A plot that writes in this family.</summary>
    public static Plot NewPlot()
    {
        var plot = new Plot();
        plot.Font.Set(Family);
        return plot;
    }

    private static SKTypeface Load(string file)
    {
        using var stream = typeof(Typography).Assembly.GetManifestResourceStream($"Fonts/{file}")
            ?? throw new InvalidOperationException($"The font {file} is missing from the program.");
        return SKTypeface.FromStream(stream);
    }

    private sealed class EmbeddedFontResolver : IFontResolver
    {
        public SKTypeface CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing)
            => Face(weight >= FontWeight.SemiBold);

        public SKTypeface CreateTypeface(string fontName, bool bold, bool italic) => Face(bold);
    }
}
