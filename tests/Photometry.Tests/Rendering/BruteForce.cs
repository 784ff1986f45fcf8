using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Psf;

namespace GaLNet.Photometry.Tests.Rendering;

/// <summary>Sérsic profiles convolved with a round Gaussian by plain summation over rings of light.</summary>
internal static class BruteForce
{
    private const int Angles = 64;
    private const double LargestStep = 0.08;

    /// <summary>A Gaussian PSF image that contains the pixel by definition.</summary>
    public static PsfStamp GaussianPsf(double sigma, int size)
    {
        var pixels = new float[size * size];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y) = (i % size - size / 2, i / size - size / 2);
            pixels[i] = (float)(Math.Exp(-0.5 * (x * x + y * y) / (sigma * sigma)) / (2 * Math.PI * sigma * sigma));
        }
        return new PsfStamp(size, size, pixels);
    }

    /// <summary>
    /// The convolved intensity at a point: light per ln r (trapezoid rule) on ellipses of equally spaced angles.
    /// </summary>
    public static double Convolved(SersicProfile p, double sigma, double x, double y)
    {
        var sum = 0.0;
        var (sinPa, cosPa) = Math.SinCos(p.PaDeg * Math.PI / 180);
        var (px, py) = (x - p.XPix, y - p.YPix);
        var (major, minor) = (px * cosPa + py * sinPa, (py * cosPa - px * sinPa) / p.AxisRatio);
        var elliptical = Math.Sqrt(major * major + minor * minor);
        // Rings three rEff out must lie closer together than the PSF is wide, or it falls between them.
        var step = Math.Min(LargestStep, 0.4 * sigma / p.ReffPix);
        for (var lnR = -22.0; lnR < 9; lnR += step)
        {
            var r = Math.Exp(lnR) * p.ReffPix;
            var light = step * 2 * Math.PI * p.AxisRatio * r * r * Sersic.Intensity(p, r);
            // No point of a ring is nearer than the difference of the elliptical radii, foreshortened.
            if (light < 1e-12 * p.Flux || Math.Abs(r - elliptical) * p.AxisRatio > 9 * sigma)
                continue;
            // Rings that are large against the PSF need points that are dense against it.
            var angles = Math.Max(Angles, (int)Math.Min(12 * r / sigma, 20000));
            var ring = 0.0;
            for (var i = 0; i < angles; i++)
            {
                var (sin, cos) = Math.SinCos(2 * Math.PI * i / angles);
                var (a, b) = (r * cos, p.AxisRatio * r * sin);
                var dx = x - p.XPix - (a * cosPa - b * sinPa);
                var dy = y - p.YPix - (a * sinPa + b * cosPa);
                ring += Math.Exp(-0.5 * (dx * dx + dy * dy) / (sigma * sigma));
            }
            sum += light * ring / angles;
        }
        return sum / (2 * Math.PI * sigma * sigma);
    }
}
