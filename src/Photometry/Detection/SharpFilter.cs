namespace GaLNet.Photometry.Detection;

/// <summary>
/// A sharpened image, 2 G(narrow) - G(wide), in units of its own sky noise: a star in it is no wider than in the image
/// itself, while the matched filter makes it wider by the square root of two. Two bright sources that the matched
/// filter runs together show their own peaks, and a shoulder on a slope becomes a summit.
/// </summary>
internal sealed class SharpFilter
{
    private const double NarrowPerFwhm = 0.5;
    private const double WidePerFwhm = 1.2;
    private const float Gain = 2;

    private readonly Plane _plane;
    private readonly SkyModel _sky;
    private readonly float[] _narrow;
    private readonly float[] _wide;

    public SharpFilter(Plane plane, SkyModel sky, double fwhmPix)
    {
        (_plane, _sky) = (plane, sky);
        _wide = GaussianKernel.Weights(WidePerFwhm * fwhmPix);
        float[] narrow = GaussianKernel.Weights(NarrowPerFwhm * fwhmPix);
        _narrow = new float[_wide.Length];
        narrow.CopyTo(_narrow, (_wide.Length - narrow.Length) / 2);
        double nn = 0, ww = 0, nw = 0;
        for (int i = 0; i < _wide.Length; i++)
        {
            nn += _narrow[i] * _narrow[i];
            ww += _wide[i] * _wide[i];
            nw += _narrow[i] * _wide[i];
        }

        Norm = Math.Sqrt(Gain * Gain * nn * nn + (Gain - 1) * (Gain - 1) * ww * ww - 2 * Gain * (Gain - 1) * nw * nw);
    }

    /// <summary>Root of the sum of squares of the kernel, whose sum is 1: the filter's noise on white noise.</summary>
    public double Norm { get; }

    /// <summary>Writes the filtered image at some pixels; others of their box may be written too.</summary>
    /// <param name="pixels">Row-major indices.</param>
    /// <param name="values">[Height * Width] target.</param>
    public void Fill(int[] pixels, float[] values)
    {
        int width = _plane.Width, radius = _wide.Length / 2;
        int x0 = int.MaxValue, x1 = 0, y0 = int.MaxValue, y1 = 0;
        foreach (int at in pixels)
        {
            int y = at / width, x = at - y * width;
            (x0, x1, y0, y1) = (Math.Min(x0, x), Math.Max(x1, x), Math.Min(y0, y), Math.Max(y1, y));
        }

        int columns = x1 - x0 + 1, rows = y1 - y0 + 1 + 2 * radius;
        var narrow = new float[columns * rows];
        var wide = new float[columns * rows];
        var line = new float[columns + 2 * radius];
        for (int j = 0; j < rows; j++)
        {
            Read(y0 - radius + j, x0 - radius, line);
            for (int i = 0; i < columns; i++)
            {
                float n = 0, w = 0;
                for (int k = 0; k < _wide.Length; k++)
                {
                    n += _narrow[k] * line[i + k];
                    w += _wide[k] * line[i + k];
                }

                (narrow[j * columns + i], wide[j * columns + i]) = (n, w);
            }
        }

        float scale = (float)(1 / Norm);
        foreach (int at in pixels)
        {
            int y = at / width - y0, x = at % width - x0;
            float n = 0, w = 0;
            for (int k = 0; k < _wide.Length; k++)
            {
                n += _narrow[k] * narrow[(y + k) * columns + x];
                w += _wide[k] * wide[(y + k) * columns + x];
            }

            values[at] = scale * (Gain * n - (Gain - 1) * w);
        }
    }

    // One row in units of the sky's sigma; 0 outside the plane and where there are no data.
    private void Read(int y, int x0, Span<float> line)
    {
        line.Clear();
        if (y < 0 || y >= _plane.Height)
            return;
        for (int i = Math.Max(0, -x0); i < line.Length && x0 + i < _plane.Width; i++)
        {
            int at = y * _plane.Width + x0 + i;
            float sigma = _sky.Sigma[at];
            if (float.IsFinite(sigma) && sigma > 0)
                line[i] = (_plane.Pixels[at] - _sky.Level[at]) / sigma;
        }
    }
}
