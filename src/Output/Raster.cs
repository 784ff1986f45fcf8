namespace GaLNet.Output;

/// <summary>Pixels to be shown, row-major [Height, Width], row 0 = bottom.</summary>
/// <param name="Width">Pixels along a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Pixels">[Height * Width] values; NaN = no data.</param>
internal sealed record Raster(int Width, int Height, float[] Pixels)
{
    /// <summary>(this - model) / sigma, pixel by pixel; NaN where <paramref name="excluded"/> is set.</summary>
    public Raster ResidualInSigma(Raster model, ReadOnlySpan<float> sigma, ReadOnlySpan<byte> excluded)
    {
        var residual = new float[Pixels.Length];
        for (var i = 0; i < residual.Length; i++)
        {
            var isUsed = excluded.IsEmpty || excluded[i] == 0;
            residual[i] = isUsed ? (Pixels[i] - model.Pixels[i]) / sigma[i] : float.NaN;
        }

        return new Raster(Width, Height, residual);
    }

    /// <summary>
    /// Means of blocks of <paramref name="factor"/>² pixels; incomplete blocks at the far edges are averaged too.
    /// </summary>
    public Raster Shrink(int factor)
    {
        if (factor <= 1)
        {
            return this;
        }

        var (width, height) = ((Width + factor - 1) / factor, (Height + factor - 1) / factor);
        var shrunk = new float[width * height];
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                shrunk[row * width + column] = BlockMean(column * factor, row * factor, factor);
            }
        }

        return new Raster(width, height, shrunk);
    }

    /// <summary>The value below which a share of the finite pixels lies; NaN without finite pixels.</summary>
    public double Quantile(double share)
    {
        var finite = Array.FindAll(Pixels, float.IsFinite);
        if (finite.Length == 0)
        {
            return double.NaN;
        }

        Array.Sort(finite);
        return finite[(int)Math.Round(share * (finite.Length - 1))];
    }

    private float BlockMean(int left, int bottom, int factor)
    {
        var (sum, count) = (0.0, 0);
        for (var row = bottom; row < Math.Min(bottom + factor, Height); row++)
        {
            for (var column = left; column < Math.Min(left + factor, Width); column++)
            {
                var value = Pixels[row * Width + column];
                if (float.IsFinite(value))
                {
                    sum += value;
                    count++;
                }
            }
        }

        return count == 0 ? float.NaN : (float)(sum / count);
    }
}
