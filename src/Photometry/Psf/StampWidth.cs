namespace GaLNet.Photometry.Psf;

/// <summary>The width of a PSF image.</summary>
public static class StampWidth
{
    private static readonly (double Sin, double Cos)[] Directions =
        [.. Enumerable.Range(0, 8).Select(k => Math.SinCos(Math.PI * k / 4))];

    /// <summary>
    /// FWHM in image pixels: twice the radius at which the interpolated profile, averaged over eight directions from
    /// the central pixel, falls to half of the central value. NaN for a stamp whose centre is not its peak.
    /// </summary>
    public static double FwhmPix(PsfStamp psf)
    {
        ArgumentNullException.ThrowIfNull(psf);
        int cx = psf.Width / 2, cy = psf.Height / 2;
        double half = 0.5 * psf.Pixels[cy * psf.Width + cx], previous = 2 * half;
        for (double r = 0.05; r < Math.Min(cx, cy) - 1; r += 0.05)
        {
            double mean = 0;
            foreach (var (sin, cos) in Directions)
                mean += Bilinear(psf, cx + r * cos, cy + r * sin) / 8;

            if (mean <= half)
                return 2 * (r - 0.05 * (half - mean) / Math.Max(previous - mean, double.Epsilon)) / psf.Sampling;
            previous = mean;
        }

        return double.NaN;
    }

    private static double Bilinear(PsfStamp psf, double x, double y)
    {
        int i = (int)Math.Floor(x), j = (int)Math.Floor(y), at = j * psf.Width + i;
        double u = x - i, v = y - j;
        return (1 - v) * ((1 - u) * psf.Pixels[at] + u * psf.Pixels[at + 1])
            + v * ((1 - u) * psf.Pixels[at + psf.Width] + u * psf.Pixels[at + psf.Width + 1]);
    }
}
