namespace GaLNet.Photometry.Detection;

/// <summary>
/// The sky noise of a stamp that may be full of galaxy: scatter about planes fitted to small blocks, which follow
/// smooth light, from the quiet blocks alone.
/// </summary>
public static class BlockNoise
{
    private const int BlockPix = 8;
    private const int FewestPixels = 24;
    private const int PlaneParameters = 3;

    // A block of 64 pixels scatters by 9 %: its lower quartile lies 6 % below the mean, so 1.3 of it keeps blocks of
    // pure sky up to 2.5 of their sigma and drops those with a source's core or its photons.
    private const double QuietLimit = 1.3;

    /// <summary>
    /// Standard deviation per pixel, counts. NaN when there is no block with enough pixels or all pixels are equal.
    /// </summary>
    /// <param name="pixels">[height * width] counts; NaN = no data.</param>
    /// <param name="width">Pixels along a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="mask">[height * width] non-zero = no data; empty = none.</param>
    public static double Estimate(ReadOnlySpan<float> pixels, int width, int height, ReadOnlySpan<byte> mask = default)
    {
        var variances = new List<double>();
        for (var bottom = 0; bottom + BlockPix <= height; bottom += BlockPix)
        {
            for (var left = 0; left + BlockPix <= width; left += BlockPix)
            {
                var variance = BlockVariance(pixels, mask, width, left, bottom);
                if (variance > 0)
                    variances.Add(variance);
            }
        }

        if (variances.Count == 0)
            return double.NaN;
        variances.Sort();
        var limit = QuietLimit * QuietLimit * variances[variances.Count / 4];
        return Math.Sqrt(variances.TakeWhile(variance => variance <= limit).Average());
    }

    /// <summary>Variance about the least-squares plane a + b u + c v of one block; NaN with too few pixels.</summary>
    private static double BlockVariance(
        ReadOnlySpan<float> pixels, ReadOnlySpan<byte> mask, int width, int left, int bottom)
    {
        Span<double> u = stackalloc double[BlockPix * BlockPix];
        Span<double> v = stackalloc double[BlockPix * BlockPix];
        Span<double> value = stackalloc double[BlockPix * BlockPix];
        var count = 0;
        for (var i = 0; i < BlockPix * BlockPix; i++)
        {
            var at = (bottom + i / BlockPix) * width + left + i % BlockPix;
            if (!float.IsFinite(pixels[at]) || (!mask.IsEmpty && mask[at] != 0))
                continue;
            (u[count], v[count], value[count]) = (i % BlockPix, i / BlockPix, pixels[at]);
            count++;
        }

        return count < FewestPixels ? double.NaN : AboutPlane(u[..count], v[..count], value[..count]);
    }

    private static double AboutPlane(Span<double> u, Span<double> v, Span<double> value)
    {
        Centre(u);
        Centre(v);
        Centre(value);
        double uu = Dot(u, u), uv = Dot(u, v), vv = Dot(v, v), uz = Dot(u, value), vz = Dot(v, value);
        var determinant = uu * vv - uv * uv;
        if (!(determinant > 0))
            return double.NaN;
        var (b, c) = ((vv * uz - uv * vz) / determinant, (uu * vz - uv * uz) / determinant);
        double sum = 0;
        for (var i = 0; i < value.Length; i++)
        {
            var residual = value[i] - b * u[i] - c * v[i];
            sum += residual * residual;
        }

        return sum / (value.Length - PlaneParameters);
    }

    private static void Centre(Span<double> values)
    {
        double sum = 0;
        foreach (var value in values)
            sum += value;
        var mean = sum / values.Length;
        for (var i = 0; i < values.Length; i++)
            values[i] -= mean;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
