namespace GaLNet.Photometry.Profiles;

/// <summary>Gamma functions of real argument, to about 1e-14 relative.</summary>
internal static class GammaFunctions
{
    private const double LanczosG = 7.0;

    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
        -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>ln Γ(a), a &gt; 0 (Lanczos).</summary>
    public static double LogGamma(double a)
    {
        if (a < 0.5)
            return LogGamma(a + 1) - Math.Log(a);
        var z = a - 1;
        var sum = Lanczos[0];
        for (var i = 1; i < Lanczos.Length; i++)
            sum += Lanczos[i] / (z + i);
        var t = z + LanczosG + 0.5;
        return 0.5 * Math.Log(2 * Math.PI) + (z + 0.5) * Math.Log(t) - t + Math.Log(sum);
    }

    /// <summary>Regularised lower incomplete gamma P(a, x) = γ(a, x)/Γ(a), a &gt; 0, x ≥ 0.</summary>
    public static double RegularizedLower(double a, double x)
    {
        if (x <= 0)
            return 0;
        if (double.IsPositiveInfinity(x))
            return 1;
        return x < a + 1 ? Series(a, x) : 1 - ContinuedFraction(a, x);
    }

    /// <summary>Regularised upper incomplete gamma Q(a, x) = 1 - P(a, x), without cancellation for large x.</summary>
    public static double RegularizedUpper(double a, double x)
    {
        if (x <= 0)
            return 1;
        if (double.IsPositiveInfinity(x))
            return 0;
        return x < a + 1 ? 1 - Series(a, x) : ContinuedFraction(a, x);
    }

    private static double Series(double a, double x)
    {
        var term = 1 / a;
        var sum = term;
        for (var k = 1; k < 500 && term > sum * 1e-17; k++)
        {
            term *= x / (a + k);
            sum += term;
        }
        return sum * Math.Exp(a * Math.Log(x) - x - LogGamma(a));
    }

    // Lentz's evaluation of Legendre's continued fraction.
    private static double ContinuedFraction(double a, double x)
    {
        const double Tiny = 1e-300;
        var b = x + 1 - a;
        var c = 1 / Tiny;
        var d = 1 / b;
        var h = d;
        for (var i = 1; i < 500; i++)
        {
            var an = -i * (i - a);
            b += 2;
            d = an * d + b;
            d = Math.Abs(d) < Tiny ? 1 / Tiny : 1 / d;
            c = b + an / c;
            if (Math.Abs(c) < Tiny)
                c = Tiny;
            var delta = c * d;
            h *= delta;
            if (Math.Abs(delta - 1) < 1e-16)
                break;
        }
        return h * Math.Exp(a * Math.Log(x) - x - LogGamma(a));
    }
}
