namespace GaLNet.Photometry.Detection;

/// <summary>Total flux in an ellipse scaled by the first radial moment (Kron 1980; SExtractor's FLUX_AUTO).</summary>
/// <param name="Flux">Light inside the ellipse, counts.</param>
/// <param name="Error">1-sigma error from sky and photon noise.</param>
/// <param name="Radius">Kron radius: the ellipse in units of the rms axes.</param>
internal readonly record struct KronPhotometry(double Flux, double Error, double Radius)
{
    private const double Factor = 2.5;
    private const double MomentReach = 6;
    private const double LargestMoment = 3.2;

    /// <summary>Measures the light around a centre.</summary>
    /// <param name="light">The source's light.</param>
    /// <param name="xPix">Centre column.</param>
    /// <param name="yPix">Centre row.</param>
    /// <param name="shape">Its second moments.</param>
    /// <param name="minAxisPix">Least semi-minor axis of the ellipse, pixels: a few times the seeing.</param>
    /// <param name="gain">Electrons per count.</param>
    public static KronPhotometry Measure(
        SourceLight light, double xPix, double yPix, Ellipse shape, double minAxisPix, double gain)
    {
        var (cxx, cyy, cxy) = shape.Form();
        double least = Math.Max(3.5, minAxisPix / shape.MinorPix), sum = 0, moment = 0;
        var (halfX, halfY) = shape.HalfBox();
        var (x0, x1, y0, y1) = light.Box(xPix, yPix, MomentReach * halfX, MomentReach * halfY);
        for (int y = y0; y < y1; y++)
        for (int x = x0; x < x1; x++)
        {
            double dx = x - xPix, dy = y - yPix, r2 = cxx * dx * dx + cyy * dy * dy + cxy * dx * dy;
            if (r2 > MomentReach * MomentReach)
                continue;
            double d = light.At(x, y);
            sum += d;
            moment += Math.Sqrt(r2) * d;
        }

        double first = sum > 0 && moment > 0 ? Math.Min(moment / sum, LargestMoment) : 0;
        double radius = Math.Max(Factor * first, least);
        return Sum(light, xPix, yPix, shape, radius, gain);
    }

    /// <summary>Light inside an ellipse of given radius (in units of the rms axes).</summary>
    public static KronPhotometry Sum(
        SourceLight light, double xPix, double yPix, Ellipse shape, double radius, double gain)
    {
        var (cxx, cyy, cxy) = shape.Form();
        var (halfX, halfY) = shape.HalfBox();
        double flux = 0, variance = 0;
        var (x0, x1, y0, y1) = light.Box(xPix, yPix, radius * halfX + 1, radius * halfY + 1);
        for (int y = y0; y < y1; y++)
        for (int x = x0; x < x1; x++)
        {
            double dx = x - xPix, dy = y - yPix, r = Math.Sqrt(cxx * dx * dx + cyy * dy * dy + cxy * dx * dy);
            double slopeX = cxx * dx + 0.5 * cxy * dy, slopeY = cyy * dy + 0.5 * cxy * dx;
            double slope = r > 0 ? Math.Sqrt(slopeX * slopeX + slopeY * slopeY) / r : 1;
            // Share of the pixel inside: the distance to the ellipse in pixels, half a pixel each way.
            double share = Math.Clamp(0.5 + (radius - r) / slope, 0, 1);
            if (share <= 0)
                continue;
            flux += share * light.At(x, y);
            variance += share * light.SkyVariance(x, y);
        }

        return new KronPhotometry(flux, Math.Sqrt(variance + Math.Max(flux, 0) / gain), radius);
    }
}
