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
    private const double ReachFwhm = 1.6;

    // Below this S/N (inside 1.5 arcsec) the width is never known that well: no need to ask.
    private const double LeastSignalToNoise = 8;

    /// <summary>
    /// The same sources with <see cref="DetectedSource.IsStar"/> set. With a PSF model: a source is a star when a fit
    /// of the PSF leaves no significant widening. Without one: by the stellar ridge in size, if there is one.
    /// Saturated sources count as stars. Sources sharper than the PSF (cosmic rays) do too: they are no galaxies.
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
    /// How much wider than the PSF a source is: ln of a FWHM ratio to first order (0 = star), and its 1-sigma error;
    /// NaN where there are not enough pixels.
    /// </summary>
    /// <param name="plane">The plane in which it was detected.</param>
    /// <param name="detection">The detection.</param>
    /// <param name="index">Which source.</param>
    /// <param name="psf">The PSF over the plane.</param>
    public static (double Spread, double Error) Spread(
        Plane plane, DetectionResult detection, int index, PsfModel psf)
    {
        ArgumentNullException.ThrowIfNull(plane);
        ArgumentNullException.ThrowIfNull(detection);
        ArgumentNullException.ThrowIfNull(psf);
        var test = Test(plane, detection, index, psf, new PsfStarEquations());
        return (test.Spread, test.Error);
    }

    private static PointSourceTest Test(
        Plane plane, DetectionResult detection, int index, PsfModel psf, PsfStarEquations equations)
    {
        var source = detection.Sources[index];
        var parameters = psf.ParametersAt(plane.OriginX + source.XPix, plane.OriginY + source.YPix);
        if (!parameters.IsValid)
            return new PointSourceTest(double.NaN, double.NaN);
        int half = Math.Clamp((int)Math.Round(ReachFwhm * parameters.CoreFwhmPix), 3, 24);
        var cut = PsfStar.Cut(plane, detection, index, half);
        return cut is null
            ? new PointSourceTest(double.NaN, double.NaN)
            : PointSourceTest.Of(cut, parameters, equations);
    }

    private static void ByPsf(Plane plane, DetectionResult detection, PsfModel psf, DetectedSource[] classified)
        => Parallel.For(0, classified.Length, () => new PsfStarEquations(), (i, _, equations) =>
        {
            var source = detection.Sources[i];
            bool star = source.IsSaturated
                || (source.SignalToNoise >= LeastSignalToNoise && IsPoint(Test(plane, detection, i, psf, equations)));
            classified[i] = source with { IsStar = star };
            return equations;
        }, _ => { });

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
