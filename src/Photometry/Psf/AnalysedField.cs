using GaLNet.Photometry.Detection;

namespace GaLNet.Photometry.Psf;

/// <summary>A plane's sources, told apart, and its PSF: what measuring galaxies starts from.</summary>
/// <param name="Detection">Sources with <see cref="DetectedSource.IsStar"/> set.</param>
/// <param name="Stars">Indices of the sure stars that were offered to the PSF fit, best S/N first.</param>
/// <param name="Psf">The PSF over the plane; null when it has too few sure stars.</param>
public sealed record AnalysedField(DetectionResult Detection, IReadOnlyList<int> Stars, PsfModel? Psf)
{
    // The matched filter's width goes in steps, so that overlapping pieces of an image, whose PSFs differ a little,
    // filter alike and find the same sources. Half a step off costs less than 1 % of the S/N.
    private const double FilterStepPix = 0.5;

    /// <summary>
    /// Detects, selects sure stars, fits the PSF and classifies. Where neither options nor a PSF say how wide the
    /// matched filter is to be and the seeing turns out to be far from the default, detection is done again with it.
    /// </summary>
    /// <param name="plane">The piece of the image.</param>
    /// <param name="options">Thresholds; null = defaults.</param>
    /// <param name="given">A PSF to use instead of fitting one, or null.</param>
    public static AnalysedField Of(Plane plane, DetectionOptions? options = null, PsfModel? given = null)
    {
        ArgumentNullException.ThrowIfNull(plane);
        options ??= new DetectionOptions();
        bool isWidthOpen = double.IsNaN(options.FilterFwhmPix);
        if (given is not null && isWidthOpen)
            options = options with { FilterFwhmPix = FilterWidth(plane, given) };
        var detection = SourceDetector.Detect(plane, null, options);
        var stars = StarSelector.Select(plane, detection);
        var psf = given ?? PsfFitter.Fit(plane, detection, stars);
        if (given is null && psf is not null && isWidthOpen
            && FilterWidth(plane, psf) is var seeing && seeing != SourceDetector.DefaultFwhmPix)
        {
            detection = SourceDetector.Detect(plane, detection.Sky, options with { FilterFwhmPix = seeing });
            stars = StarSelector.Select(plane, detection);
            psf = PsfFitter.Fit(plane, detection, stars) ?? psf;
        }

        return new AnalysedField(StarGalaxy.Classify(plane, detection, psf), stars, psf);
    }

    private static double FilterWidth(Plane plane, PsfModel psf)
    {
        double fwhm = psf.FwhmPixAt(plane.OriginX + 0.5 * plane.Width, plane.OriginY + 0.5 * plane.Height);
        return Math.Max(FilterStepPix, Math.Round(fwhm / FilterStepPix) * FilterStepPix);
    }
}
