using GaLNet.Photometry.Detection;

namespace GaLNet.Photometry.Psf;

/// <summary>Tells point sources from galaxies.</summary>
public static class StarGalaxy
{
    // How well the PSF model knows the width of a star.
    private const double WidthAccuracy = 0.035;
    private const double Sigmas = 3;

    // A source whose width is worse known than this is not called a star: most faint sources are galaxies.
    private const double WorstWidth = 0.06;

    /// <summary>
    /// The same sources with <see cref="DetectedSource.IsStar"/> set. With a PSF model: a source is a star when a fit
    /// of the PSF leaves no significant widening. Without one: by the stellar ridge in size, if there is one.
    /// Saturated sources count as stars. Sources sharper than the PSF (cosmic rays) do too: they are no galaxies.
    /// A star's flux and position become those of the fitted PSF, whose flux is the total one.
    /// </summary>
    /// <param name="plane">The plane in which they were detected.</param>
    /// <param name="detection">Its sources.</param>
    /// <param name="psf">The PSF over the plane, or null.</param>
    public static DetectionResult Classify(Plane plane, DetectionResult detection, PsfModel? psf)
    {
        ArgumentNullException.ThrowIfNull(plane);
        ArgumentNullException.ThrowIfNull(detection);
        var classified = new DetectedSource[detection.Sources.Count];
        if (psf is null)
            ByRidge(detection, classified);
        else
            ByPsf(plane, detection, psf, classified);
        return detection with { Sources = classified };
    }

    /// <summary>
    /// How much wider than the PSF each source is: ln of a FWHM ratio to first order (0 = star), and its 1-sigma error;
    /// NaN for sources too faint to ask or with too few pixels of their own.
    /// </summary>
    /// <param name="plane">The plane in which they were detected.</param>
    /// <param name="detection">The detection.</param>
    /// <param name="psf">The PSF over the plane.</param>
    public static IReadOnlyList<(double Spread, double Error)> Spreads(
        Plane plane, DetectionResult detection, PsfModel psf)
    {
        ArgumentNullException.ThrowIfNull(plane);
        ArgumentNullException.ThrowIfNull(detection);
        ArgumentNullException.ThrowIfNull(psf);
        return Array.ConvertAll(
            new PointSourceTests(plane, detection, psf).Run(), test => (test.Spread, test.Error));
    }

    private static void ByPsf(Plane plane, DetectionResult detection, PsfModel psf, DetectedSource[] classified)
    {
        var tests = new PointSourceTests(plane, detection, psf).Run();
        for (int i = 0; i < classified.Length; i++)
        {
            var source = detection.Sources[i];
            bool point = !source.IsSaturated && IsPoint(tests[i]);
            classified[i] = source with { IsStar = point || source.IsSaturated };
            if (point && !source.IsTruncated && tests[i].Flux > 0)
            {
                classified[i] = classified[i] with
                {
                    Flux = tests[i].Flux, XPix = tests[i].XPix, YPix = tests[i].YPix,
                };
            }
        }
    }

    private static bool IsPoint(PointSourceTest test)
        => test.Error < WorstWidth
            && test.Spread < Math.Sqrt(WidthAccuracy * WidthAccuracy + Sigmas * Sigmas * test.Error * test.Error);

    private static void ByRidge(DetectionResult detection, DetectedSource[] classified)
    {
        var sources = detection.Sources;
        var options = new StarSelectionOptions();
        List<int> candidates = [.. Enumerable.Range(0, sources.Count).Where(
            i => sources[i].SignalToNoise >= options.MinSignalToNoise && !sources[i].IsSaturated
                && sources[i].HalfLightRadiusPix > 0)];
        var ridge = StellarRidge.Find(sources, candidates);
        for (int i = 0; i < classified.Length; i++)
        {
            bool star = sources[i].IsSaturated
                || (ridge is not null && sources[i].HalfLightRadiusPix > 0 && ridge.Holds(sources[i]));
            classified[i] = sources[i] with { IsStar = star };
        }
    }
}
