using GaLNet.Photometry.Detection;

namespace GaLNet.Photometry.Psf;

/// <summary>A plane's sources, told apart, and its PSF: what measuring galaxies starts from.</summary>
/// <param name="Detection">Sources with <see cref="DetectedSource.IsStar"/> set.</param>
/// <param name="Stars">Indices of the sure stars that were offered to the PSF fit, best S/N first.</param>
/// <param name="Psf">The PSF over the plane; null when it has too few sure stars.</param>
public sealed record AnalysedField(DetectionResult Detection, IReadOnlyList<int> Stars, PsfModel? Psf)
{
    // A matched filter that is off by more loses 1 % of its S/N, and blends look wider or noisier than they are.
    private const double FilterTolerance = 1.15;

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
        if (given is not null && double.IsNaN(options.FilterFwhmPix))
            options = options with { FilterFwhmPix = FwhmAtCentre(plane, given) };
        var detection = SourceDetector.Detect(plane, null, options);
        var stars = StarSelector.Select(plane, detection);
        var psf = given ?? PsfFitter.Fit(plane, detection, stars);
        if (given is null && psf is not null && double.IsNaN(options.FilterFwhmPix))
        {
            double seeing = FwhmAtCentre(plane, psf), ratio = seeing / SourceDetector.DefaultFwhmPix;
            if (Math.Max(ratio, 1 / ratio) > FilterTolerance)
            {
                detection = SourceDetector.Detect(plane, detection.Sky, options with { FilterFwhmPix = seeing });
                stars = StarSelector.Select(plane, detection);
                psf = PsfFitter.Fit(plane, detection, stars) ?? psf;
            }
        }

        return new AnalysedField(StarGalaxy.Classify(plane, detection, psf), stars, psf);
    }

    private static double FwhmAtCentre(Plane plane, PsfModel psf)
        => psf.FwhmPixAt(plane.OriginX + 0.5 * plane.Width, plane.OriginY + 0.5 * plane.Height);
}
