using System.Runtime.Intrinsics;
using GaLNet.Photometry.Fitting;
using static GaLNet.Inference.NetworkContract;

namespace GaLNet.Inference;

/// <summary>
/// Brings any stamp to what networks take: 61 x 61 pixels about the target, sky subtracted, in units of the sky's
/// noise (so that no scale of counts matters), every pixel finite.
/// </summary>
public static class StampPreparation
{
    private const int Half = StampSize / 2;

    // Below this nothing can be said, as in the χ² fits.
    private const int MinPixels = 25;

    /// <summary>
    /// Fills <paramref name="pixels"/>. Pixels without data take the value on the other side of the centre, else the
    /// sky; larger stamps are cut about the target, smaller ones stand in sky and are flagged.
    /// </summary>
    /// <param name="stamp">The stamp.</param>
    /// <param name="pixels">[61 * 61], overwritten.</param>
    public static PreparedStamp Fill(Stamp stamp, Span<float> pixels)
    {
        ArgumentNullException.ThrowIfNull(stamp);
        if (stamp.Pixels.Length != stamp.Width * stamp.Height)
        {
            throw new ArgumentException($"The stamp says {stamp.Width}x{stamp.Height} pixels but holds "
                + $"{stamp.Pixels.Length}: pass as many as Width * Height.", nameof(stamp));
        }
        pixels = pixels[..(StampSize * StampSize)];
        var sigma = StampNoise.TypicalSigma(stamp);
        if (!(sigma > 0) || double.IsInfinity(sigma))
            return Nothing(pixels);
        var (cx, cy) = (Nearest(stamp.Guess?.XPix, stamp.Width), Nearest(stamp.Guess?.YPix, stamp.Height));
        var sky = double.IsFinite(stamp.Sky) ? stamp.Sky : 0;
        var radius = stamp.SignalRadiusPix;
        if ((cx, cy) == (Half, Half) && TakeWhole(stamp, sky, sigma, pixels))
        {
            var signal = SignalToNoise(pixels, radius, stamp.Gain * sigma);
            return new PreparedStamp(sigma, cx, cy, signal, 0, 0, FitFlags.None);
        }
        var flags = TakePixels(stamp, cx, cy, sky, sigma, pixels);
        var (missing, missingNear, near) = CountMissing(pixels, radius);
        if (StampSize * StampSize - missing < MinPixels)
            return Nothing(pixels);
        if (missing > 0)
            Reflect(pixels);
        return new PreparedStamp(
            sigma, cx, cy, SignalToNoise(pixels, radius, stamp.Gain * sigma),
            (double)missing / (StampSize * StampSize), near > 0 ? (double)missingNear / near : 0, flags);
    }

    private static PreparedStamp Nothing(Span<float> pixels)
    {
        pixels.Clear();
        return new PreparedStamp(1, Half, Half, 0, 1, 1, FitFlags.Failed | FitFlags.MaskedPixels);
    }

    private static int Nearest(double? guess, int size)
        => guess is { } at && at > -0.5 && at < size - 0.5 ? (int)Math.Round(at) : size / 2;

    // The common case in one pass: a whole stamp without maps or gaps. False when it is another.
    private static bool TakeWhole(Stamp stamp, double sky, double sigma, Span<float> pixels)
    {
        if (stamp.Width != StampSize || stamp.Height != StampSize || stamp.Mask is not null || stamp.Sigma is not null
            || stamp.SkyVariance is not null)
        {
            return false;
        }
        var (perCount, offset) = (1 / sigma, sky / sigma);
        // Not a number as soon as one pixel is not finite.
        var gaps = Vector512<double>.Zero;
        var i = 0;
        for (; i <= pixels.Length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            var (low, high) = Vector512.Widen(Vector512.Create(stamp.Pixels, i));
            (low, high) = (low * perCount - Vector512.Create(offset), high * perCount - Vector512.Create(offset));
            Vector512.Narrow(low, high).CopyTo(pixels[i..]);
            gaps += (low + high) * 0.0;
        }
        var last = 0.0;
        for (; i < pixels.Length; i++)
        {
            var value = stamp.Pixels[i] * perCount - offset;
            pixels[i] = (float)value;
            last += value * 0;
        }
        return Vector512.Sum(gaps) + last == 0;
    }

    // Pixels without data become NaN; those beyond the stamp's edge are sky.
    private static FitFlags TakePixels(Stamp stamp, int cx, int cy, double sky, double sigma, Span<float> pixels)
    {
        var beyond = false;
        for (var y = 0; y < StampSize; y++)
        {
            for (var x = 0; x < StampSize; x++)
            {
                var (column, row) = (cx + x - Half, cy + y - Half);
                var isInside = column >= 0 && row >= 0 && column < stamp.Width && row < stamp.Height;
                var at = row * stamp.Width + column;
                pixels[y * StampSize + x] = !isInside ? 0
                    : StampNoise.IsUsable(stamp, at) ? (float)((stamp.Pixels[at] - sky) / sigma) : float.NaN;
                beyond |= !isInside;
            }
        }
        return beyond ? FitFlags.StampTooSmall : FitFlags.None;
    }

    private static (int All, int Near, int Aperture) CountMissing(ReadOnlySpan<float> pixels, double radius)
    {
        int all = 0, near = 0, aperture = 0;
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y) = (i % StampSize - Half, i / StampSize - Half);
            var isNear = x * x + y * y <= radius * radius;
            var isMissing = !float.IsFinite(pixels[i]);
            all += isMissing ? 1 : 0;
            near += isMissing && isNear ? 1 : 0;
            aperture += isNear ? 1 : 0;
        }
        return (all, near, aperture);
    }

    private static void Reflect(Span<float> pixels)
    {
        for (var i = 0; i < pixels.Length / 2 + 1; i++)
        {
            var j = pixels.Length - 1 - i;
            var (a, b) = (pixels[i], pixels[j]);
            var fill = float.IsFinite(a) ? a : float.IsFinite(b) ? b : 0;
            if (!float.IsFinite(a))
                pixels[i] = fill;
            if (!float.IsFinite(b))
                pixels[j] = fill;
        }
    }

    private static double SignalToNoise(ReadOnlySpan<float> pixels, double radius, double electronsPerUnit)
    {
        var light = 0.0;
        var count = 0;
        var reach = (int)Math.Min(radius, Half);
        for (var y = -reach; y <= reach; y++)
        {
            for (var x = -reach; x <= reach; x++)
            {
                if (x * x + y * y > radius * radius)
                    continue;
                light += pixels[(y + Half) * StampSize + x + Half];
                count++;
            }
        }
        return light / Math.Sqrt(Math.Max(light, 0) / electronsPerUnit + count);
    }
}
