using GaLNet.Photometry.Profiles;

namespace GaLNet.Photometry.Statistics;

/// <summary>Reduced χ² of a model against an image.</summary>
public static class ReducedChi2
{
    /// <summary>
    /// The paper's a-posteriori reduced χ² (GaLNet I, Eq. 11): sum of (p - m)²/σ_bkg² over the pixels whose centre
    /// lies inside the effective ellipse, divided by (pixels - fitted parameters). The noise is the background's alone,
    /// so bright galaxies exceed 1 by their own shot noise. Returns NaN where the degrees of freedom are not positive.
    /// </summary>
    /// <param name="pixels">Image, row-major [height, width], row 0 first; NaN pixels are left out.</param>
    /// <param name="model">Model with sky, same shape and counts.</param>
    /// <param name="width">Pixels along a row.</param>
    /// <param name="backgroundSigma">Standard deviation of the background per pixel, same counts, &gt; 0.</param>
    /// <param name="ellipse">Galaxy whose effective ellipse (rEff, q, PA) bounds the sum.</param>
    /// <param name="fittedParameters">Parameters of the fit: 7, or 8 with a free sky.</param>
    public static double InsideReff(
        ReadOnlySpan<float> pixels, ReadOnlySpan<float> model, int width, double backgroundSigma,
        in SersicProfile ellipse, int fittedParameters = 7)
    {
        if (pixels.Length != model.Length || width <= 0 || pixels.Length % width != 0)
            throw new ArgumentException(
                $"Found {pixels.Length} pixels, {model.Length} model values and width {width}; give two equal images.");
        // Residuals in units of the noise: squares of KiDS counts (1e-12) would vanish in 32 bits.
        var residuals = new float[pixels.Length];
        var variances = new float[pixels.Length];
        for (var i = 0; i < residuals.Length; i++)
        {
            residuals[i] = (float)(((double)pixels[i] - model[i]) / backgroundSigma);
            variances[i] = float.IsNaN(pixels[i]) ? float.PositiveInfinity : 1;
        }

        return OfResiduals(residuals, variances, width, width, ellipse, fittedParameters);
    }

    /// <summary>The same from residuals and the background's variance at each pixel.</summary>
    /// <param name="residuals">Image minus model, rows of <paramref name="stride"/> values, row 0 first.</param>
    /// <param name="variances">Background variance of each, same layout, counts²; not finite = left out.</param>
    /// <param name="width">Pixels along a row.</param>
    /// <param name="stride">Values from one row to the next, at least <paramref name="width"/>.</param>
    /// <param name="ellipse">Galaxy whose effective ellipse (rEff, q, PA) bounds the sum.</param>
    /// <param name="fittedParameters">Parameters of the fit: 7, or 8 with a free sky.</param>
    public static double OfResiduals(
        ReadOnlySpan<float> residuals, ReadOnlySpan<float> variances, int width, int stride, in SersicProfile ellipse,
        int fittedParameters = 7)
    {
        var (sin, cos) = Math.SinCos(ellipse.PaDeg * (Math.PI / 180));
        double sum = 0;
        var used = 0;
        var (left, right) = Reach(ellipse.XPix, ellipse.ReffPix, width);
        var (bottom, top) = Reach(ellipse.YPix, ellipse.ReffPix, residuals.Length / stride);
        for (var y = bottom; y <= top; y++)
        {
            for (var x = left; x <= right; x++)
            {
                double dx = x - ellipse.XPix, dy = y - ellipse.YPix;
                var major = (dx * cos + dy * sin) / ellipse.ReffPix;
                var minor = (dy * cos - dx * sin) / (ellipse.ReffPix * ellipse.AxisRatio);
                var at = y * stride + x;
                if (major * major + minor * minor > 1 || !float.IsFinite(variances[at])) continue;
                sum += (double)residuals[at] * residuals[at] / variances[at];
                used++;
            }
        }

        return used > fittedParameters ? sum / (used - fittedParameters) : double.NaN;
    }

    // Pixels from first to last within a radius; none where the place is not a number.
    private static (int First, int Last) Reach(double centre, double radius, int size)
        => double.IsFinite(centre + radius)
            ? ((int)Math.Clamp(Math.Ceiling(centre - radius), 0, size), (int)Math.Clamp(centre + radius, -1, size - 1))
            : (0, -1);
}
