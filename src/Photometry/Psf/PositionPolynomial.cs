namespace GaLNet.Photometry.Psf;

/// <summary>Terms of a polynomial in position: 1, u, v, u², uv, v².</summary>
internal static class PositionPolynomial
{
    /// <summary>Terms of the highest degree.</summary>
    public const int MaxTerms = 6;

    /// <summary>Number of terms of a degree, 0..2.</summary>
    public static int Count(int degree) => (degree + 1) * (degree + 2) / 2;

    /// <summary>Writes the terms at a position; returns their number.</summary>
    public static int Terms(int degree, double u, double v, Span<double> terms)
    {
        terms[0] = 1;
        if (degree >= 1)
            (terms[1], terms[2]) = (u, v);
        if (degree >= 2)
            (terms[3], terms[4], terms[5]) = (u * u, u * v, v * v);
        return Count(degree);
    }
}
