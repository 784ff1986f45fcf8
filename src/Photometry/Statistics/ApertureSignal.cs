namespace GaLNet.Photometry.Statistics;

/// <summary>Signal to noise inside a circular aperture (GaLNet I, §2.2: a radius of 1.5 arcsec, S/N &gt; 50).</summary>
public static class ApertureSignal
{
    /// <summary>Radius of the paper's aperture, arcsec.</summary>
    public const double PaperRadiusArcsec = 1.5;

    /// <summary>
    /// F / sqrt(F/gain + N sigma²) over the N pixels whose centres lie within the aperture; 0 where it misses the
    /// image or holds no light.
    /// </summary>
    /// <param name="light">Light of the source without sky (noiseless, or sky-subtracted), counts, row-major.</param>
    /// <param name="width">Pixels along a row.</param>
    /// <param name="xPix">Centre of the aperture, 0-based pixels.</param>
    /// <param name="yPix">Centre of the aperture, 0-based pixels.</param>
    /// <param name="radiusPix">Radius of the aperture, pixels.</param>
    /// <param name="skySigma">Standard deviation of the sky per pixel, counts.</param>
    /// <param name="gain">Electrons per count; +Infinity leaves the source's own noise out.</param>
    public static double ToNoise(
        ReadOnlySpan<float> light, int width, double xPix, double yPix, double radiusPix, double skySigma, double gain)
    {
        var height = light.Length / width;
        double sum = 0;
        var count = 0;
        var top = Math.Min(height - 1, (int)Math.Floor(yPix + radiusPix));
        for (var y = Math.Max(0, (int)Math.Ceiling(yPix - radiusPix)); y <= top; y++)
        {
            var right = Math.Min(width - 1, (int)Math.Floor(xPix + radiusPix));
            for (var x = Math.Max(0, (int)Math.Ceiling(xPix - radiusPix)); x <= right; x++)
            {
                if ((x - xPix) * (x - xPix) + (y - yPix) * (y - yPix) > radiusPix * radiusPix) continue;
                // In units of the sky's noise: KiDS counts of 1e-12 square to 1e-24.
                sum += light[y * width + x] / skySigma;
                count++;
            }
        }

        return sum > 0 ? sum / Math.Sqrt(sum / (gain * skySigma) + count) : 0;
    }
}
