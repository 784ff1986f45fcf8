using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Profiles;
using GaLNet.Sky.Wcs;

namespace GaLNet.Grains.Measuring;

/// <summary>Between a fit in a stamp's pixels and counts, and a fit in sky units.</summary>
internal static class FitTranslator
{
    // d(mag) = 2.5 / ln 10 * d(flux) / flux
    private const double MagPerLn = 1.0857362047581294;

    /// <summary>
    /// The fit in sky units. The magnitude is that of all light, not only of what the image of <paramref name="psf"/>
    /// holds, and its error includes the PSF's.
    /// </summary>
    public static GalaxyFit ToSky(
        SersicFit fit, CutStamp cut, ImageInfo image, CelestialWcs wcs, long galaxyId, Provenance provenance,
        LocalPsf? psf, double psfFwhmArcsec, FitFlags flags, DateTimeOffset fittedAt)
    {
        var profile = fit.Profile;
        double x = profile.XPix + cut.X0 + 1, y = profile.YPix + cut.Y0 + 1;
        var isMeasured = double.IsFinite(x) && double.IsFinite(y);
        var (ra, dec) = isMeasured ? wcs.PixelToSky(x, y) : (double.NaN, double.NaN);
        var frame = isMeasured ? wcs.FrameAt(x, y) : new LocalFrame(double.NaN, double.NaN, 1);
        // Outside the image all pixels are missing: that is the edge, not a mask, and the cut knows which it was.
        var engineFlags = fit.Flags & ~FitFlags.MaskedPixels;
        return new GalaxyFit
        {
            GalaxyId = galaxyId,
            RaDeg = ra,
            DecDeg = dec,
            XFits = x,
            YFits = y,
            Mag = profile.Flux > 0
                ? image.ZeroPoint.Value - 2.5 * Math.Log10(profile.Flux / (psf?.LightInside ?? double.NaN))
                : double.NaN,
            ReffArcsec = profile.ReffPix * Scale(image, frame),
            Q = profile.AxisRatio,
            PaDeg = frame.SkyPaDeg(profile.PaDeg),
            N = profile.Index,
            XError = fit.Errors.XPix,
            YError = fit.Errors.YPix,
            MagError = profile.Flux > 0
                ? MagPerLn * double.Hypot(fit.Errors.Flux / profile.Flux, psf?.FluxError ?? 0) : double.NaN,
            ReffError = fit.Errors.ReffPix * Scale(image, frame),
            QError = fit.Errors.AxisRatio,
            PaError = fit.Errors.PaDeg,
            NError = fit.Errors.Index,
            Sky = fit.Sky,
            Chi2 = fit.Chi2,
            Chi2Reff = fit.Chi2Reff,
            SignalToNoise = fit.SignalToNoise,
            Flags = (int)(engineFlags | cut.Flags | flags),
            PsfFwhmArcsec = psfFwhmArcsec,
            Provenance = provenance,
            FittedAt = fittedAt,
        };
    }

    /// <summary>
    /// The profile of a recorded fit in the pixels and counts of a stamp, to be drawn with a PSF image that holds the
    /// share <paramref name="lightInside"/> of the light.
    /// </summary>
    public static SersicProfile ToStamp(
        double xFits, double yFits, double mag, double reffArcsec, double q, double paDeg, double n,
        double lightInside, CutStamp cut, ImageInfo image, CelestialWcs wcs)
    {
        var frame = wcs.FrameAt(xFits, yFits);
        return new SersicProfile(
            xFits - 1 - cut.X0, yFits - 1 - cut.Y0, lightInside * Math.Pow(10, -0.4 * (mag - image.ZeroPoint.Value)),
            reffArcsec / Scale(image, frame), q, frame.ThetaDeg(paDeg), n);
    }

    // A pixel scale given by the user is in force everywhere; else the WCS says it, place by place.
    private static double Scale(ImageInfo image, LocalFrame frame)
        => image.Source.PixelScaleArcsec ?? frame.PixelScaleArcsec;
}
