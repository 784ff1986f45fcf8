namespace GaLNet.Photometry.Detection;

/// <summary>What a footprint tells about its source: its summit, shape and flags.</summary>
/// <param name="XPix">Column of the pixel that it was told apart by.</param>
/// <param name="YPix">Row of the pixel that it was told apart by.</param>
/// <param name="Shape">Second moments about the centre of light.</param>
/// <param name="Peak">Brightest pixel, sky subtracted, counts.</param>
/// <param name="TouchesOther">True when a pixel of another source is adjacent.</param>
/// <param name="IsSaturated">True with saturated pixels inside.</param>
/// <param name="IsTruncated">True at the plane's edge or beside pixels without data.</param>
internal readonly record struct Footprint(
    double XPix, double YPix, Ellipse Shape, double Peak, bool TouchesOther, bool IsSaturated, bool IsTruncated)
{
    /// <summary>
    /// Measures a footprint on the filtered image, whose own width is taken off the second moments again.
    /// </summary>
    /// <param name="plane">The piece of the image.</param>
    /// <param name="sky">Its sky.</param>
    /// <param name="significance">[Height * Width] the filtered image.</param>
    /// <param name="segmentation">[Height * Width] whose pixel it is.</param>
    /// <param name="pixels">
    /// The footprint's, first the summit of the image in which it was told apart: that of the filtered image lies, beside
    /// a star, where its wings enter.
    /// </param>
    /// <param name="filterFwhmPix">Width of the filter.</param>
    public static Footprint Of(
        Plane plane, SkyModel sky, float[] significance, int[] segmentation, int[] pixels, double filterFwhmPix)
    {
        int width = plane.Width, label = segmentation[pixels[0]], x0 = pixels[0] % width, y0 = pixels[0] / width;
        double s = 0, sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0, peak = double.NegativeInfinity;
        bool touches = false, saturated = false, truncated = false;
        foreach (int at in pixels)
        {
            int y = at / width, x = at - y * width, dx = x - x0, dy = y - y0;
            double v = significance[at];
            s += v;
            sx += v * dx;
            sy += v * dy;
            sxx += v * dx * dx;
            syy += v * dy * dy;
            sxy += v * dx * dy;
            peak = Math.Max(peak, plane.Pixels[at] - sky.Level[at]);
            saturated |= plane.IsSaturated(at);
            if (x == 0 || y == 0 || x == width - 1 || y == plane.Height - 1)
            {
                truncated = true;
                continue;
            }

            for (int n = 0; n < 9; n++)
            {
                int other = at + (n / 3 - 1) * width + n % 3 - 1;
                touches |= segmentation[other] != 0 && segmentation[other] != label;
                truncated |= !float.IsFinite(sky.Sigma[other]);
            }
        }

        (sx, sy) = (sx / s, sy / s);
        double kernel = filterFwhmPix * GaussianKernel.SigmaPerFwhm;
        var shape = Ellipse.FromMoments(
            sxx / s - sx * sx - kernel * kernel, syy / s - sy * sy - kernel * kernel, sxy / s - sx * sy,
            0.25 * kernel * kernel);
        return new Footprint(x0, y0, shape, peak, touches, saturated, truncated);
    }
}
