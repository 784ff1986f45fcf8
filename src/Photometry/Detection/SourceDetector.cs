using GaLNet.Photometry.Psf;

namespace GaLNet.Photometry.Detection;

/// <summary>
/// Finds sources: matched filter, threshold, 8-connected footprints, deblending at saddles, and first measurements.
/// Everything is local, so that pieces of an image that overlap find the same sources away from their own edges.
/// </summary>
public static class SourceDetector
{
    /// <summary>Width of the matched filter where nobody knows the seeing, pixels.</summary>
    public const double DefaultFwhmPix = 3.0;

    /// <summary>Finds and measures the sources of a plane. A plane without data or without noise has none.</summary>
    /// <param name="plane">The piece of the image.</param>
    /// <param name="sky">Its sky; null = estimate it, then once more with the sources masked.</param>
    /// <param name="options">Thresholds; null = defaults.</param>
    /// <param name="psf">
    /// The PSF at the image's sampling, whose FWHM sets the matched filter; null = as in options.
    /// </param>
    public static DetectionResult Detect(
        Plane plane, SkyModel? sky = null, DetectionOptions? options = null, PsfStamp? psf = null)
    {
        ArgumentNullException.ThrowIfNull(plane);
        options ??= new DetectionOptions();
        double fwhm = FilterFwhm(options, psf);
        var firstSky = sky ?? SkyMesh.Estimate(plane, options.SkyMeshPix);
        var significance = MatchedFilter.Significance(plane, firstSky, fwhm);
        byte[] mask = SourceMask.Of(significance, plane, options);
        if (sky is null)
        {
            sky = SkyMesh.Estimate(plane, options.SkyMeshPix, mask);
            significance = MatchedFilter.Significance(plane, sky, fwhm);
        }

        MatchedFilter.Normalise(significance, plane, sky, options.SkyMeshPix, mask);
        var segmentation = new int[plane.Width * plane.Height];
        var footprints = Footprints(plane, sky, significance, segmentation, fwhm, options);
        return Measure(plane, sky, significance, segmentation, footprints, fwhm, options);
    }

    private static double FilterFwhm(DetectionOptions options, PsfStamp? psf)
    {
        if (double.IsFinite(options.FilterFwhmPix) && options.FilterFwhmPix > 0)
            return options.FilterFwhmPix;
        double measured = psf is null ? double.NaN : StampWidth.FwhmPix(psf);
        return double.IsNaN(measured) ? DefaultFwhmPix : measured;
    }

    private static List<int[]> Footprints(
        Plane plane, SkyModel sky, float[] significance, int[] scratch, double fwhm, DetectionOptions options)
    {
        var components = ConnectedComponents.Find(
            significance, plane.Width, plane.Height, (float)options.FootprintSigma, (float)options.PeakSigma,
            options.MinArea);
        var parts = new List<int[]>[components.Count];
        var blends = new BlendSplitter(plane, sky, significance, scratch, fwhm, options);
        Rows.For(plane, components.Count, i => parts[i] = blends.Split(components[i]));
        return [.. parts.SelectMany(list => list)];
    }

    private static DetectionResult Measure(
        Plane plane, SkyModel sky, float[] significance, int[] segmentation, List<int[]> footprints, double fwhm,
        DetectionOptions options)
    {
        for (int i = 0; i < footprints.Count; i++)
        {
            foreach (int at in footprints[i])
                segmentation[at] = i + 1;
        }

        var measurement = new SourceMeasurement(plane, sky, significance, segmentation, options, fwhm);
        var sources = new DetectedSource[footprints.Count];
        Rows.For(plane, footprints.Count, i => sources[i] = measurement.Measure(i + 1, footprints[i]));
        int[] order = [.. Enumerable.Range(0, sources.Length)
            .OrderBy(i => Math.Round(sources[i].YPix)).ThenBy(i => sources[i].XPix)];
        for (int rank = 0; rank < order.Length; rank++)
        {
            foreach (int at in footprints[order[rank]])
                segmentation[at] = rank + 1;
        }

        return new DetectionResult([.. order.Select(i => sources[i])], segmentation, sky);
    }
}
