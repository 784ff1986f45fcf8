namespace GaLNet.Photometry.Detection;

/// <summary>Measures the sources of a plane once it is known which pixel belongs to whom.</summary>
internal sealed class SourceMeasurement(
    Plane plane, SkyModel sky, float[] significance, int[] segmentation, DetectionOptions options, double filterFwhmPix)
{
    // Smallest Kron ellipse in units of the seeing: holds about 95 % of a star's light.
    private const double MinKronAxisPerFwhm = 2.0;

    // Where the filtered image is so many sigma fainter in the middle of a source's light than at its summit, and the
    // two are farther apart than the seeing, the light is that of two sources that stayed together.
    private const double MiddleFallSigma = 3;

    // A galaxy whose half-light radius is larger has clumps of its own, and small sources upon it.
    private const double LargeGalaxyPerFwhm = 3;

    /// <summary>Measures one source.</summary>
    /// <param name="label">Its number in the segmentation.</param>
    /// <param name="pixels">Its footprint.</param>
    public DetectedSource Measure(int label, int[] pixels)
    {
        var footprint = Footprint.Of(plane, sky, significance, segmentation, pixels, filterFwhmPix);
        var light = new SourceLight(plane, sky, segmentation, label);
        // From the peak, not from the centre of the footprint: what hangs on to it need not be the source's own.
        var summit = WindowedCentroid.Find(
            light, footprint.XPix, footprint.YPix, filterFwhmPix * GaussianKernel.SigmaPerFwhm);
        var (x, y) = summit;
        light.Centre(x, y);
        double minAxis = MinKronAxisPerFwhm * filterFwhmPix;
        var kron = KronPhotometry.Measure(light, x, y, footprint.Shape, minAxis, plane.Gain);
        double reach = kron.Radius * footprint.Shape.MajorPix;
        double half = GrowthCurve.HalfLightRadius(light, x, y, kron.Flux, reach);
        double window = double.IsNaN(half) ? filterFwhmPix : half;
        (x, y) = WindowedCentroid.Find(light, x, y, Math.Max(window, 1) * 2 * GaussianKernel.SigmaPerFwhm);
        if (window < LargeGalaxyPerFwhm * filterFwhmPix
            && double.Hypot(x - summit.XPix, y - summit.YPix) > filterFwhmPix
            && SignificanceAt(summit) - SignificanceAt((x, y)) > MiddleFallSigma)
            (x, y) = summit;
        light.Centre(x, y);
        kron = KronPhotometry.Sum(light, x, y, footprint.Shape, kron.Radius, plane.Gain);
        var circle = new Ellipse(1, 1, 0);
        double radius = options.SignalRadiusArcsec / plane.PixelScaleArcsec;
        var aperture = KronPhotometry.Sum(light, x, y, circle, radius, plane.Gain);
        return new DetectedSource
        {
            XPix = x,
            YPix = y,
            Flux = kron.Flux,
            FluxError = kron.Error,
            SignalToNoise = aperture.Error > 0 ? aperture.Flux / aperture.Error : double.NaN,
            HalfLightRadiusPix = half,
            MajorPix = footprint.Shape.MajorPix,
            MinorPix = footprint.Shape.MinorPix,
            ThetaDeg = footprint.Shape.ThetaDeg,
            Area = pixels.Length,
            Peak = footprint.Peak,
            IsBlended = footprint.TouchesOther,
            IsSaturated = footprint.IsSaturated,
            IsTruncated = footprint.IsTruncated,
        };
    }

    private double SignificanceAt((double XPix, double YPix) place)
    {
        int x = Math.Clamp((int)Math.Round(place.XPix), 0, plane.Width - 1);
        int y = Math.Clamp((int)Math.Round(place.YPix), 0, plane.Height - 1);
        return significance[y * plane.Width + x];
    }
}
