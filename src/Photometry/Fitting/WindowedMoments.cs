using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Fitting;

/// <summary>
/// Centroid and second moments under a round Gaussian window that is matched to the source, with the window's own
/// effect taken out (exact for Gaussian sources): where a fit starts from.
/// </summary>
/// <param name="X">Centre along a row, pixels from the stamp's centre.</param>
/// <param name="Y">Centre along a column, pixels from the stamp's centre.</param>
/// <param name="Xx">Second moment, pixels².</param>
/// <param name="Xy">Mixed moment, pixels².</param>
/// <param name="Yy">Second moment, pixels².</param>
/// <param name="Flux">Flux of the Gaussian that has these moments, in the image's units.</param>
internal readonly record struct WindowedMoments(double X, double Y, double Xx, double Xy, double Yy, double Flux)
{
    private const int Iterations = 12;
    private const double SmallestWindow2 = 1.5;

    /// <summary>
    /// Measures an image [height, stride] about a first guess; pixels with infinite variance are left out (their
    /// place is filled by symmetry about the present centre being assumed). Null when there is no light.
    /// </summary>
    public static WindowedMoments? Of(ReadOnlySpan<float> image, ReadOnlySpan<float> variance, int width, int height,
        int stride, double sky, double x, double y, double wander, double window = 2.5)
    {
        var (x0, y0) = (x, y);
        var w2 = window * window;
        var limit = Math.Max(SmallestWindow2, Math.Pow(Math.Max(width, height) / 4.0, 2));
        WindowedMoments? best = null;
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            var reach = 3 * Math.Sqrt(w2);
            var (cx, cy) = (x + (width - 1) / 2.0, y + (height - 1) / 2.0);
            int left = Math.Max(0, (int)(cx - reach)), right = Math.Min(width - 1, (int)(cx + reach) + 1);
            int low = Math.Max(0, (int)(cy - reach)), high = Math.Min(height - 1, (int)(cy + reach) + 1);
            double s = 0, sx = 0, sy = 0, sxx = 0, sxy = 0, syy = 0;
            for (var row = low; row <= high; row++)
            {
                var dy = row - cy;
                var gy = Math.Exp(-0.5 * dy * dy / w2);
                for (var column = left; column <= right; column++)
                {
                    var at = row * stride + column;
                    if (!variance.IsEmpty && !float.IsFinite(variance[at]))
                        continue;
                    var dx = column - cx;
                    var v = (image[at] - sky) * gy * Math.Exp(-0.5 * dx * dx / w2);
                    s += v;
                    sx += v * dx;
                    sy += v * dy;
                    sxx += v * dx * dx;
                    sxy += v * dx * dy;
                    syy += v * dy * dy;
                }
            }
            if (!(s > 0))
                break;
            var (mx, my) = (sx / s, sy / s);
            var m2 = Math.Clamp(0.5 * (sxx + syy) / s - 0.5 * (mx * mx + my * my), 0.1, 0.95 * w2);
            var size2 = 1 / (1 / m2 - 1 / w2);
            // The window halves the displacement of a source of its own size.
            var gain = Math.Min(2.5, 1 + size2 / w2);
            x = Math.Clamp(x + gain * mx, x0 - wander, x0 + wander);
            y = Math.Clamp(y + gain * my, y0 - wander, y0 + wander);
            var boost = Math.Pow(size2 / m2, 2);
            var flux = s * (size2 + w2) / w2;
            best = new WindowedMoments(x, y, size2 + 0.5 * boost * (sxx - syy) / s, boost * sxy / s,
                size2 - 0.5 * boost * (sxx - syy) / s, flux);
            w2 = Math.Clamp(size2, SmallestWindow2, limit);
        }
        return best;
    }
}
