using SkiaSharp;

namespace GaLNet.Output;

/// <summary>Colours of 256 levels of brightness.</summary>
internal sealed class Palette
{
    private readonly SKColor[] _levels = new SKColor[256];

    private Palette(params (double At, byte Red, byte Green, byte Blue)[] anchors)
    {
        for (var level = 0; level < _levels.Length; level++)
        {
            var at = level / 255.0;
            var next = Math.Max(1, Array.FindIndex(anchors, anchor => anchor.At >= at));
            var (low, high) = (anchors[next - 1], anchors[next]);
            var share = (at - low.At) / (high.At - low.At);
            _levels[level] = new SKColor(
                Mix(low.Red, high.Red, share), Mix(low.Green, high.Green, share), Mix(low.Blue, high.Blue, share));
        }
    }

    /// <summary>
    /// Dark light on white sky, as on a photographic plate: faint light shows best, and ink is saved.
    /// </summary>
    public static Palette Plate { get; } = new((0, 255, 255, 255), (1, 8, 8, 12));

    /// <summary>Blue = model too bright, white = agreement, red = light left over.</summary>
    public static Palette Residual { get; } = new(
        (0, 5, 48, 97), (0.25, 67, 147, 195), (0.5, 247, 247, 247), (0.75, 214, 96, 77), (1, 103, 0, 31));

    /// <summary>Colour of pixels without data.</summary>
    public static SKColor NoData { get; } = new(205, 214, 190);

    /// <summary>Colour of a brightness 0..1.</summary>
    public SKColor this[double brightness]
        => double.IsNaN(brightness) ? NoData : _levels[(int)Math.Round(brightness * 255)];

    private static byte Mix(byte low, byte high, double share) => (byte)Math.Round(low + (high - low) * share);
}
