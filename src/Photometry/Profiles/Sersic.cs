namespace GaLNet.Photometry.Profiles;

/// <summary>
/// Closed forms of the Sérsic profile I(r) = I_e exp(-b_n [(r/rEff)^(1/n) - 1]) (Graham &amp; Driver 2005; GaLNet I,
/// Eqs. 1-4). Valid for 0.05 ≤ n ≤ 16; the fits stay inside <see cref="MinIndex"/>..<see cref="MaxIndex"/>.
/// </summary>
public static class Sersic
{
    /// <summary>Smallest Sérsic index that is fitted and rendered.</summary>
    public const double MinIndex = 0.1;

    /// <summary>Largest Sérsic index that is fitted and rendered.</summary>
    public const double MaxIndex = 8.0;

    /// <summary>
    /// b_n: the root of P(2n, b) = 1/2, so that rEff holds half the light. Newton on the incomplete gamma function,
    /// relative error below 1e-12 (the short forms of GaLNet I, Eq. 2, are starting values only).
    /// </summary>
    /// <param name="n">Sérsic index, &gt; 0.</param>
    /// <returns>b_n, or NaN when <paramref name="n"/> is not a positive number.</returns>
    public static double Bn(double n)
    {
        if (!(n > 0) || double.IsInfinity(n))
            return double.NaN;
        var a = 2 * n;
        var b = n >= 0.36 ? a - 1.0 / 3 + 4 / (405 * n) : Math.Max(0.01945 - 0.8902 * n + 10.95 * n * n, 1e-4 * n);
        var logGamma = GammaFunctions.LogGamma(a);
        for (var i = 0; i < 60; i++)
        {
            var density = Math.Exp((a - 1) * Math.Log(b) - b - logGamma);
            var error = GammaFunctions.RegularizedLower(a, b) - 0.5;
            // Halley's correction: the density's own slope matters for small n.
            var step = error / density;
            step /= Math.Max(0.5, 1 - 0.5 * step * ((a - 1) / b - 1));
            var next = Math.Max(b - step, 0.1 * b);
            if (Math.Abs(next - b) <= 1e-14 * b)
                return next;
            b = next;
        }
        return b;
    }

    /// <summary>Total flux to infinity over I_e, in pixel² when rEff is in pixels (GaLNet I, Eq. 4).</summary>
    public static double FluxPerEffectiveIntensity(double reff, double axisRatio, double n)
    {
        var b = Bn(n);
        var log = b + Math.Log(n) - 2 * n * Math.Log(b) + GammaFunctions.LogGamma(2 * n);
        return 2 * Math.PI * reff * reff * axisRatio * Math.Exp(log);
    }

    /// <summary>Total flux to infinity of a profile with effective intensity I_e (GaLNet I, Eq. 4).</summary>
    public static double TotalFlux(double effectiveIntensity, double reff, double axisRatio, double n)
        => effectiveIntensity * FluxPerEffectiveIntensity(reff, axisRatio, n);

    /// <summary>Intensity at rEff of a profile with a given total flux: the inverse of Eq. 4.</summary>
    public static double EffectiveIntensity(double totalFlux, double reff, double axisRatio, double n)
        => totalFlux / FluxPerEffectiveIntensity(reff, axisRatio, n);

    /// <summary>Intensity at the centre of a profile with a given total flux.</summary>
    public static double CentralIntensity(double totalFlux, double reff, double axisRatio, double n)
        => EffectiveIntensity(totalFlux, reff, axisRatio, n) * Math.Exp(Bn(n));

    /// <summary>Intensity at the elliptical radius <paramref name="r"/> (along the major axis).</summary>
    public static double Intensity(SersicProfile profile, double r)
        => CentralIntensity(profile.Flux, profile.ReffPix, profile.AxisRatio, profile.Index)
            * Math.Exp(-Bn(profile.Index) * Math.Pow(r / profile.ReffPix, 1 / profile.Index));

    /// <summary>
    /// Fraction of the total light inside the ellipse (same axis ratio) of semi-major axis <paramref name="r"/>;
    /// for round galaxies the aperture fraction of GaLNet I, §2.2.
    /// </summary>
    public static double FractionInside(double r, double reff, double n)
        => r <= 0 ? 0 : GammaFunctions.RegularizedLower(2 * n, Bn(n) * Math.Pow(r / reff, 1 / n));

    /// <summary>
    /// Semi-major axis of the ellipse that holds a fraction (0..1) of the light, by bisection in ln r.
    /// </summary>
    public static double RadiusOfFraction(double fraction, double reff, double n)
    {
        if (!(fraction >= 0 && fraction < 1))
            return double.NaN;
        double low = -60, high = 40;
        for (var i = 0; i < 80; i++)
        {
            var middle = 0.5 * (low + high);
            if (FractionInside(Math.Exp(middle), 1, n) < fraction)
                low = middle;
            else
                high = middle;
        }
        return reff * Math.Exp(0.5 * (low + high));
    }

    /// <summary>
    /// Fraction of the total light inside a circle of radius <paramref name="r"/> about the centre of an elliptical
    /// profile (Simpson over the angle; relative error below 1e-8 for q ≥ 0.05).
    /// </summary>
    public static double FractionInsideCircle(double r, double reff, double axisRatio, double n)
    {
        if (axisRatio >= 1)
            return FractionInside(r, reff, n);
        // In coordinates that make the galaxy round the circle is an ellipse of axes r and r/q; average over the
        // flux-weighted angle, which is uniform there. The trapezoid rule converges exponentially (periodic).
        const int Steps = 512;
        var b = Bn(n);
        var sum = 0.0;
        for (var i = 0; i < Steps; i++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * (i + 0.5) / Steps);
            var edge = r / Math.Sqrt(cos * cos + axisRatio * axisRatio * sin * sin);
            sum += GammaFunctions.RegularizedLower(2 * n, b * Math.Pow(edge / reff, 1 / n));
        }
        return sum / Steps;
    }
}
