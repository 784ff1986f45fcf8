namespace GaLNet.Photometry.Psf;

/// <summary>
/// The double elliptical Moffat of 2DPHOT (La Barbera et al. 2008) at one position: a core and a wide component,
/// (1 - f) M(core) + f M(wide), each of unit flux integrated to infinity, on a common centre. This page is the one
/// place that says what the rows of <see cref="PsfModel.Coefficients"/> mean (see <see cref="FromVector"/>).
/// An ellipticity (e1, e2) has modulus (1 - q)/(1 + q) and points along the major axis at twice its angle from +x;
/// it shears at constant area, so that a FWHM is the geometric mean of the two axes.
/// </summary>
/// <param name="CoreFwhmPix">FWHM of the core before integration over the pixel, image pixels. Row 0: its ln.</param>
/// <param name="E1">Ellipticity along the axes. Row 1.</param>
/// <param name="E2">Ellipticity along the diagonals. Row 2.</param>
/// <param name="CoreBeta">Moffat exponent of the core, &gt; 1. Row 3: ln(beta - 1).</param>
/// <param name="WideFraction">Share f of the light in the wide component, 0..1. Row 4: ln(f/(1 - f)).</param>
/// <param name="WideRatio">FWHM of the wide component over that of the core. Row 5: its ln.</param>
/// <param name="WideBeta">Moffat exponent of the wide component, &gt; 1. Row 6: ln(beta - 1).</param>
/// <param name="WideDeltaE1">E1 of the wide component minus that of the core. Row 7.</param>
/// <param name="WideDeltaE2">E2 of the wide component minus that of the core. Row 8.</param>
public readonly record struct MoffatParameters(
    double CoreFwhmPix, double E1, double E2, double CoreBeta, double WideFraction, double WideRatio, double WideBeta,
    double WideDeltaE1, double WideDeltaE2)
{
    /// <summary>Numbers that describe one PSF: rows of <see cref="PsfModel.Coefficients"/>.</summary>
    public const int Count = 9;

    private const int MaxRounds = 40;

    /// <summary>From the rows' values at one position, in the order and scales given above.</summary>
    public static MoffatParameters FromVector(ReadOnlySpan<double> v)
        => new(Math.Exp(v[0]), v[1], v[2], 1 + Math.Exp(v[3]), 1 / (1 + Math.Exp(-v[4])), Math.Exp(v[5]),
            1 + Math.Exp(v[6]), v[7], v[8]);

    /// <summary>The inverse of <see cref="FromVector"/>.</summary>
    public double[] ToVector()
        => [Math.Log(CoreFwhmPix), E1, E2, Math.Log(CoreBeta - 1), Math.Log(WideFraction / (1 - WideFraction)),
            Math.Log(WideRatio), Math.Log(WideBeta - 1), WideDeltaE1, WideDeltaE2];

    /// <summary>
    /// True when this describes a PSF: finite, positive widths, exponents above 1, ellipticities below 1.
    /// </summary>
    public bool IsValid
        => double.IsFinite(CoreFwhmPix) && CoreFwhmPix > 0 && double.IsFinite(CoreBeta) && CoreBeta > 1
            && WideFraction >= 0 && WideFraction <= 1 && double.IsFinite(WideRatio) && WideRatio > 0
            && double.IsFinite(WideBeta) && WideBeta > 1
            && E1 * E1 + E2 * E2 < 0.5
            && (E1 + WideDeltaE1) * (E1 + WideDeltaE1) + (E2 + WideDeltaE2) * (E2 + WideDeltaE2) < 0.5;

    /// <summary>
    /// FWHM of the sum of both components (geometric mean of the axes), before the pixel, image pixels.
    /// </summary>
    public double FwhmPix()
    {
        var core = new MoffatTerm(CoreFwhmPix, CoreBeta, 0, 0);
        var wide = new MoffatTerm(CoreFwhmPix * WideRatio, WideBeta, 0, 0);
        double half = 0.5 * ((1 - WideFraction) * core.Peak + WideFraction * wide.Peak);
        // Newton in r²: the profile falls and is convex, so that it is met from inside, without overshooting.
        double narrower = 0.5 * CoreFwhmPix * Math.Min(1, WideRatio), r2 = narrower * narrower;
        for (int round = 0; round < MaxRounds; round++)
        {
            var (a, b) = (core.AtRadius2(r2), wide.AtRadius2(r2));
            double excess = (1 - WideFraction) * a.Value + WideFraction * b.Value - half;
            double step = -excess / ((1 - WideFraction) * a.Slope + WideFraction * b.Slope);
            r2 += step;
            if (!(step > 1e-14 * r2))
                break;
        }

        return 2 * Math.Sqrt(r2);
    }
}
