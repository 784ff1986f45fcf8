namespace GaLNet.Photometry.Detection;

/// <summary>Light inside growing circles around a source.</summary>
internal static class GrowthCurve
{
    private const double BinPix = 0.1;
    private const double SubsampledPix = 3;
    private const int Subsamples = 5;
    private const double FirstTry = 0.35;

    /// <summary>Radius, pixels, of the circle that holds half of a flux; NaN when none does.</summary>
    public static double HalfLightRadius(SourceLight light, double xPix, double yPix, double flux, double maxRadiusPix)
    {
        if (!(flux > 0))
            return double.NaN;
        // Half of the light lies well inside: most sources need not be summed to the end.
        double inner = FirstTry * maxRadiusPix;
        double radius = Search(light, xPix, yPix, flux, inner);
        return radius < inner ? radius : Search(light, xPix, yPix, flux, maxRadiusPix);
    }

    private static double Search(SourceLight light, double xPix, double yPix, double flux, double maxRadiusPix)
    {
        var bins = new double[(int)(maxRadiusPix / BinPix) + 2];
        var (x0, x1, y0, y1) = light.Box(xPix, yPix, maxRadiusPix, maxRadiusPix);
        for (int y = y0; y < y1; y++)
        for (int x = x0; x < x1; x++)
            Spread(bins, x - xPix, y - yPix, light.At(x, y));
        double inside = 0;
        for (int i = 0; i < bins.Length - 1; i++)
        {
            double next = inside + bins[i];
            if (next >= 0.5 * flux && bins[i] > 0)
                return BinPix * (i + (0.5 * flux - inside) / bins[i]);
            inside = next;
        }

        return double.NaN;
    }

    // Near the centre a pixel is cut into pieces; further out its light is spread evenly over a pixel's width of radii.
    private static void Spread(double[] bins, double dx, double dy, double value)
    {
        double r2 = dx * dx + dy * dy;
        if (r2 >= SubsampledPix * SubsampledPix)
        {
            const int width = (int)(1 / BinPix);
            int first = (int)Math.Round((Math.Sqrt(r2) - 0.5) / BinPix);
            for (int bin = first; bin < Math.Min(first + width, bins.Length); bin++)
                bins[bin] += value / width;
            return;
        }

        double share = value / (Subsamples * Subsamples);
        for (int j = 0; j < Subsamples; j++)
        for (int i = 0; i < Subsamples; i++)
        {
            double sx = dx + (i + 0.5) / Subsamples - 0.5, sy = dy + (j + 0.5) / Subsamples - 0.5;
            int bin = (int)(Math.Sqrt(sx * sx + sy * sy) / BinPix);
            if (bin < bins.Length)
                bins[bin] += share;
        }
    }
}
