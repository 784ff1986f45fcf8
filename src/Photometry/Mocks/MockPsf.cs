using GaLNet.Photometry.Psf;

namespace GaLNet.Photometry.Mocks;

/// <summary>
/// A true PSF: (1 - f) Moffat₁ + f Moffat₂, each cut at <see cref="TruncationArcsec"/> and of unit flux there, sheared
/// with its area kept to axis ratio q. Moffat(r) ~ (1 + r²/a²)^-beta, a = FWHM / (2 sqrt(2^(1/beta) - 1)).
/// </summary>
/// <param name="Fwhm1Arcsec">FWHM of the core, arcsec.</param>
/// <param name="Beta1">Slope of the core, &gt; 1.</param>
/// <param name="Fwhm2Arcsec">FWHM of the wings, arcsec.</param>
/// <param name="Beta2">Slope of the wings, &gt; 1.</param>
/// <param name="Fraction2">Share f of the wings in the flux, 0..1.</param>
/// <param name="AxisRatio">Axis ratio q of both, (0, 1].</param>
/// <param name="PaDeg">Position angle of the long axis, degrees counter-clockwise from +x.</param>
/// <param name="TruncationArcsec">Elliptical radius sqrt(q) a beyond which there is no light, arcsec.</param>
public sealed record MockPsf(
    double Fwhm1Arcsec, double Beta1, double Fwhm2Arcsec, double Beta2, double Fraction2, double AxisRatio,
    double PaDeg, double TruncationArcsec)
{
    /// <summary>FWHM of the sum before pixel integration, arcsec: that of the circle of the same area.</summary>
    public double FwhmArcsec
    {
        get
        {
            var c = Components();
            var half = 0.5 * SurfaceBrightness(c, 0);
            // Newton in r²: the profile falls and is convex, so that it is met from inside, without overshooting.
            var r2 = 0.25 * Math.Pow(Math.Min(Fwhm1Arcsec, Fwhm2Arcsec), 2);
            for (var i = 0; i < 40; i++)
            {
                var (t1, t2) = (1 + r2 / (c.Scale1 * c.Scale1), 1 + r2 / (c.Scale2 * c.Scale2));
                var (light1, light2) = (c.Peak1 * Math.Pow(t1, -Beta1), c.Peak2 * Math.Pow(t2, -Beta2));
                var slope = Beta1 * light1 / (t1 * c.Scale1 * c.Scale1) + Beta2 * light2 / (t2 * c.Scale2 * c.Scale2);
                var step = (light1 + light2 - half) / slope;
                r2 += step;
                if (!(step > 1e-14 * r2)) break;
            }

            return 2 * Math.Sqrt(r2);
        }
    }

    /// <summary>First component of the ellipticity |e| = (1 - q)/(1 + q) at twice the position angle.</summary>
    public double Ellipticity1 => (1 - AxisRatio) / (1 + AxisRatio) * Math.Cos(2 * PaDeg * (Math.PI / 180));

    /// <summary>Second component of the ellipticity.</summary>
    public double Ellipticity2 => (1 - AxisRatio) / (1 + AxisRatio) * Math.Sin(2 * PaDeg * (Math.PI / 180));

    /// <summary>
    /// Radius along the long axis beyond which the surface brightness of unit flux is below a limit (per square
    /// arcsec), at most the cut; arcsec.
    /// </summary>
    public double ReachArcsec(double limit)
    {
        var components = Components();
        double inside = 0, outside = TruncationArcsec;
        if (SurfaceBrightness(components, outside * outside) < limit)
        {
            for (var i = 0; i < 20; i++)
            {
                var middle = 0.5 * (inside + outside);
                if (SurfaceBrightness(components, middle * middle) > limit) inside = middle;
                else outside = middle;
            }
        }

        return outside / Math.Sqrt(AxisRatio);
    }

    /// <summary>Surface brightness of unit flux at a radius along the round profile, per square arcsec.</summary>
    public double SurfaceBrightness(double radiusArcsec)
        => radiusArcsec > TruncationArcsec ? 0 : SurfaceBrightness(Components(), radiusArcsec * radiusArcsec);

    /// <summary>The same shape scaled to another FWHM (of the sum, before pixel integration).</summary>
    public MockPsf WithFwhm(double fwhmArcsec)
    {
        // The cut stays where it is, so the weights shift a little with the scale: two rounds settle it to 1e-6.
        var psf = this;
        for (var round = 0; round < 3; round++)
        {
            var scale = fwhmArcsec / psf.FwhmArcsec;
            psf = psf with { Fwhm1Arcsec = psf.Fwhm1Arcsec * scale, Fwhm2Arcsec = psf.Fwhm2Arcsec * scale };
        }

        return psf;
    }

    /// <summary>The same profile with another ellipticity (e1, e2), |e| &lt; 1.</summary>
    public MockPsf WithEllipticity(double e1, double e2)
    {
        var e = Math.Sqrt(e1 * e1 + e2 * e2);
        var angle = 0.5 * Math.Atan2(e2, e1) * (180 / Math.PI);
        return this with { AxisRatio = (1 - e) / (1 + e), PaDeg = angle < 0 ? angle + 180 : angle };
    }

    /// <summary>
    /// The image of a star on the central pixel, pixel-integrated and of unit sum, [size, size].
    /// </summary>
    /// <param name="sizePix">Pixels per side, odd; 25 hold all light of a PSF cut at 2.3 arcsec.</param>
    /// <param name="pixelScaleArcsec">Arcsec per pixel.</param>
    public PsfStamp ToStamp(int sizePix, double pixelScaleArcsec)
    {
        if (sizePix < 1 || sizePix % 2 == 0)
            throw new ArgumentOutOfRangeException(
                nameof(sizePix), sizePix, "Found a PSF stamp of even size; it needs a central pixel, so an odd one.");
        var pixels = new float[sizePix * sizePix];
        Stamp(pixels, sizePix, pixelScaleArcsec);
        return new PsfStamp(sizePix, sizePix, pixels);
    }

    /// <summary>
    /// Adds a star to a plane [height, width], pixel-integrated at its true sub-pixel place; what falls outside the
    /// plane is lost.
    /// </summary>
    /// <param name="plane">[height * width] counts.</param>
    /// <param name="width">Pixels along a row.</param>
    /// <param name="xPix">Centre along a row, 0-based pixels.</param>
    /// <param name="yPix">Centre along a column, 0-based pixels.</param>
    /// <param name="flux">Total flux, counts.</param>
    /// <param name="pixelScaleArcsec">Arcsec per pixel.</param>
    public void AddStar(
        Span<float> plane, int width, double xPix, double yPix, double flux, double pixelScaleArcsec)
        => new MoffatPainter(this, pixelScaleArcsec).Add(plane, width, plane.Length / width, xPix, yPix, flux);

    /// <summary>Fills a square stamp with the unit-sum image of a star on its central pixel.</summary>
    /// <param name="pixels">[sizePix * sizePix], overwritten.</param>
    /// <param name="sizePix">Pixels per side, odd.</param>
    /// <param name="pixelScaleArcsec">Arcsec per pixel.</param>
    public void Stamp(Span<float> pixels, int sizePix, double pixelScaleArcsec)
    {
        pixels.Clear();
        var centre = 0.5 * (sizePix - 1);
        // A star on a pixel's centre looks the same from both sides: the upper rows mirror the lower ones.
        var half = (sizePix / 2 + 1) * sizePix;
        AddStar(pixels[..half], sizePix, centre, centre, 1, pixelScaleArcsec);
        for (var i = half; i < pixels.Length; i++) pixels[i] = pixels[pixels.Length - 1 - i];
        double sum = 0;
        foreach (var pixel in pixels) sum += pixel;
        var scale = (float)(1 / sum);
        foreach (ref var pixel in pixels) pixel *= scale;
    }

    /// <summary>Amplitude and scale a of both Moffats, per square arcsec and arcsec.</summary>
    internal (double Peak1, double Scale1, double Peak2, double Scale2) Components()
    {
        var scale1 = ScaleOf(Fwhm1Arcsec, Beta1);
        var scale2 = ScaleOf(Fwhm2Arcsec, Beta2);
        return ((1 - Fraction2) * PeakOf(scale1, Beta1), scale1, Fraction2 * PeakOf(scale2, Beta2), scale2);
    }

    private double SurfaceBrightness(
        (double Peak1, double Scale1, double Peak2, double Scale2) c, double radiusSquared)
        => c.Peak1 * Math.Pow(1 + radiusSquared / (c.Scale1 * c.Scale1), -Beta1)
            + c.Peak2 * Math.Pow(1 + radiusSquared / (c.Scale2 * c.Scale2), -Beta2);

    private static double ScaleOf(double fwhm, double beta) => fwhm / (2 * Math.Sqrt(Math.Pow(2, 1 / beta) - 1));

    // Closed form of the flux inside the cut: pi a²/(beta - 1) (1 - (1 + R²/a²)^(1 - beta)).
    private double PeakOf(double scale, double beta)
    {
        var edge = TruncationArcsec / scale;
        return (beta - 1) / (Math.PI * scale * scale * (1 - Math.Pow(1 + edge * edge, 1 - beta)));
    }
}
