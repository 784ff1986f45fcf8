namespace GaLNet.Photometry.Detection;

/// <summary>
/// Centroid under a Gaussian window that moves with it: close to the best a position can be measured
/// (SExtractor's XWIN_IMAGE, YWIN_IMAGE).
/// </summary>
internal static class WindowedCentroid
{
    private const int MaxRounds = 16;
    private const double TolerancePix = 2e-4;

    /// <summary>
    /// Finds the centre near a start; returns the start where the window slides off or holds no light.
    /// </summary>
    public static (double XPix, double YPix) Find(SourceLight light, double xPix, double yPix, double windowSigmaPix)
    {
        double x = xPix, y = yPix, reach = 4 * windowSigmaPix, scale = -0.5 / (windowSigmaPix * windowSigmaPix);
        Span<double> column = reach < 60 ? stackalloc double[128] : new double[(int)(2 * reach) + 4];
        for (int round = 0; round < MaxRounds; round++)
        {
            var (x0, x1, y0, y1) = light.Box(x, y, reach, reach);
            double sum = 0, sumX = 0, sumY = 0;
            for (int i = x0; i < x1; i++)
                column[i - x0] = Math.Exp(scale * (i - x) * (i - x));
            for (int j = y0; j < y1; j++)
            {
                double dy = j - y, row = Math.Exp(scale * dy * dy);
                for (int i = x0; i < x1; i++)
                {
                    double dx = i - x;
                    if (dx * dx + dy * dy > reach * reach)
                        continue;
                    double w = row * column[i - x0] * light.At(i, j);
                    sum += w;
                    sumX += w * dx;
                    sumY += w * dy;
                }
            }

            if (!(sum > 0))
                return (xPix, yPix);
            // The window halves the shift of a Gaussian source: doubling it makes the steps converge fast.
            double stepX = 2 * sumX / sum, stepY = 2 * sumY / sum;
            (x, y) = (x + stepX, y + stepY);
            if (Math.Abs(x - xPix) > 2 * windowSigmaPix || Math.Abs(y - yPix) > 2 * windowSigmaPix)
                return (xPix, yPix);
            if (Math.Max(Math.Abs(stepX), Math.Abs(stepY)) < TolerancePix)
                break;
        }

        return (x, y);
    }
}
