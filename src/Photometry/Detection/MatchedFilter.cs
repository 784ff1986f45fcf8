using System.Numerics;

namespace GaLNet.Photometry.Detection;

/// <summary>
/// The significance of a point source at every pixel: sum(k d / sigma²) / sqrt(sum(k² / sigma²)) with a Gaussian k,
/// the optimal linear filter on white noise of varying depth (e.g. Zackay &amp; Ofek 2017, Eq. 12). Pixels without
/// data have weight zero, so that edges and holes neither hide nor fake a source.
/// </summary>
internal static class MatchedFilter
{
    private const int StripRows = 64;

    /// <summary>[Height * Width] significance in sigma; 0 where there are no data.</summary>
    public static float[] Significance(Plane plane, SkyModel sky, double fwhmPix)
    {
        float[] kernel = GaussianKernel.Weights(fwhmPix);
        var squared = Array.ConvertAll(kernel, k => k * k);
        double scale = 1 / TypicalSigma(sky);
        var significance = new float[plane.Width * plane.Height];
        if (!double.IsFinite(scale))
            return significance;
        int strips = (plane.Height + StripRows - 1) / StripRows;
        Rows.For(plane, strips, strip =>
        {
            int y0 = strip * StripRows, y1 = Math.Min(y0 + StripRows, plane.Height);
            new Strip(plane, sky, (float)scale, kernel, squared).Filter(y0, y1, significance);
        });
        return significance;
    }

    /// <summary>
    /// Divides the significance by its own clipped scatter, mesh cell by mesh cell, so that correlated noise and
    /// stripes do not pass as sources (white noise: a factor of one). Masked pixels (sources) take no part.
    /// </summary>
    public static void Normalise(float[] significance, Plane plane, SkyModel sky, int meshPix, byte[] mask)
    {
        var scatter = new Mesh(plane, meshPix);
        Rows.For(plane, scatter.Columns * scatter.Rows, cell =>
        {
            int column = cell % scatter.Columns, row = cell / scatter.Columns;
            var (x0, x1, y0, y1) = scatter.PixelsOf(column, row, plane);
            var sample = new float[Math.Max(0, (x1 - x0 + 1) / 2 * ((y1 - y0 + 1) / 2))];
            int count = 0;
            // The filter makes neighbouring pixels alike: every second one says it all.
            for (int y = y0; y + 1 < y1; y += 2)
            for (int at = y * plane.Width + x0; at + 1 < y * plane.Width + x1; at += 2)
            {
                if (mask[at] == 0 && float.IsFinite(sky.Sigma[at]) && significance[at] != 0)
                    sample[count++] = significance[at];
            }

            if (count >= 0.05 * meshPix * meshPix)
                scatter[column, row] = Math.Max(1, ClippedSample.Of(sample.AsSpan(0, count)).Sigma);
        });
        if (!scatter.Smooth())
            return;
        Rows.For(plane, (plane.Height + StripRows - 1) / StripRows, strip =>
        {
            var factor = new float[plane.Width];
            for (int y = strip * StripRows; y < Math.Min((strip + 1) * StripRows, plane.Height); y++)
            {
                scatter.ExpandRow(y, factor);
                var row = significance.AsSpan(y * plane.Width, plane.Width);
                for (int x = 0; x < row.Length; x++)
                    row[x] /= Math.Max(factor[x], 1);
            }
        });
    }

    // Any sigma of the plane brings counts (KiDS: 1e-12) to order one before they are squared in single precision.
    private static double TypicalSigma(SkyModel sky)
    {
        foreach (float sigma in sky.Sigma)
        {
            if (float.IsFinite(sigma) && sigma > 0)
                return sigma;
        }

        return double.NaN;
    }

    private sealed class Strip(Plane plane, SkyModel sky, float scale, float[] kernel, float[] squared)
    {
        private readonly int _radius = kernel.Length / 2;
        private readonly float[] _signal = new float[plane.Width + kernel.Length + Vector<float>.Count];
        private readonly float[] _weight = new float[plane.Width + kernel.Length + Vector<float>.Count];

        public void Filter(int y0, int y1, float[] significance)
        {
            int width = plane.Width, taps = kernel.Length;
            var signalRows = new float[taps][];
            var weightRows = new float[taps][];
            for (int i = 0; i < taps; i++)
                (signalRows[i], weightRows[i]) = (new float[width], new float[width]);
            var numerator = new float[width];
            var variance = new float[width];
            for (int y = y0 - _radius; y < y1 + _radius; y++)
            {
                int slot = (y - y0 + _radius) % taps;
                FilterRow(y, signalRows[slot], weightRows[slot]);
                int centre = y - _radius;
                if (centre < y0)
                    continue;
                Array.Clear(numerator);
                Array.Clear(variance);
                for (int i = 0; i < taps; i++)
                {
                    int source = (centre - y0 + i) % taps;
                    AddScaled(signalRows[source], kernel[i], numerator);
                    AddScaled(weightRows[source], squared[i], variance);
                }

                var row = significance.AsSpan(centre * width, width);
                for (int x = 0; x < width; x++)
                {
                    bool known = variance[x] > 0 && float.IsFinite(sky.Sigma[centre * width + x]);
                    row[x] = known ? numerator[x] / MathF.Sqrt(variance[x]) : 0;
                }
            }
        }

        // Horizontal pass of one row: zeros where the row lies outside the plane.
        private void FilterRow(int y, float[] signal, float[] weight)
        {
            Array.Clear(signal);
            Array.Clear(weight);
            if (y < 0 || y >= plane.Height)
                return;
            int width = plane.Width, start = y * width;
            for (int x = 0; x < width; x++)
            {
                float sigma = sky.Sigma[start + x] * scale;
                bool known = sigma > 0 && float.IsFinite(sigma);
                float w = known ? 1 / (sigma * sigma) : 0;
                _weight[x + _radius] = w;
                _signal[x + _radius] = known ? w * scale * (plane.Pixels[start + x] - sky.Level[start + x]) : 0;
            }

            for (int i = 0; i < kernel.Length; i++)
            {
                AddScaled(_signal.AsSpan(i, width), kernel[i], signal);
                AddScaled(_weight.AsSpan(i, width), squared[i], weight);
            }
        }

        private static void AddScaled(ReadOnlySpan<float> source, float factor, Span<float> target)
        {
            int x = 0, step = Vector<float>.Count;
            var factors = new Vector<float>(factor);
            for (; x <= target.Length - step; x += step)
            {
                var sum = new Vector<float>(target[x..]) + factors * new Vector<float>(source[x..]);
                sum.CopyTo(target[x..]);
            }

            for (; x < target.Length; x++)
                target[x] += factor * source[x];
        }
    }
}
