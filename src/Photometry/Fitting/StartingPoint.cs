using GaLNet.Photometry.Psf;

namespace GaLNet.Photometry.Fitting;

/// <summary>First parameters of a source, from windowed moments of the stamp less those of the PSF.</summary>
internal static class StartingPoint
{
    // Half-light radius of a round Gaussian over its rms per axis: sqrt(2 ln 2).
    private const double HalfLightOverRms = 1.1774;

    /// <summary>Mean second moment of a PSF image, image pixels².</summary>
    public static WindowedMoments OfPsf(PsfStamp psf)
    {
        var scale = 1.0 / psf.Sampling;
        var moments = WindowedMoments.Of(psf.Pixels, default, psf.Width, psf.Height, psf.Width, 0, 0, 0, 1)
            ?? new WindowedMoments(0, 0, 2, 0, 2, 1);
        var s2 = scale * scale;
        return moments with
        {
            X = moments.X * scale,
            Y = moments.Y * scale,
            Xx = moments.Xx * s2,
            Xy = moments.Xy * s2,
            Yy = moments.Yy * s2,
        };
    }

    /// <summary>Sets a component from its moments as seen and those of the PSF, with a given index.</summary>
    public static void Set(Component source, WindowedMoments seen, WindowedMoments psf, double n)
    {
        var size2 = 0.5 * (seen.Xx + seen.Yy);
        var psf2 = 0.5 * (psf.Xx + psf.Yy);
        var true2 = Math.Max(size2 - psf2, 0.05 * psf2);
        var e1 = 0.5 * (seen.Xx - psf.Xx - seen.Yy + psf.Yy) / true2;
        var e2 = (seen.Xy - psf.Xy) / true2;
        // From the ellipticity of second moments (a² - b²)/(a² + b²) to (a - b)/(a + b).
        var chi = Math.Sqrt(e1 * e1 + e2 * e2);
        var bounded = Math.Min(chi, 0.8);
        var factor = chi > 1e-9 ? bounded / (1 + Math.Sqrt(1 - bounded * bounded)) / chi : 0;
        source.P[Component.X] = seen.X;
        source.P[Component.Y] = seen.Y;
        source.P[Component.Flux] = Math.Max(seen.Flux, 1e-2);
        source.P[Component.LogRadius] = Math.Log(HalfLightOverRms * Math.Sqrt(true2));
        source.P[Component.E1] = factor * e1;
        source.P[Component.E2] = factor * e2;
        source.P[Component.LogIndex] = Math.Log(n);
    }
}
