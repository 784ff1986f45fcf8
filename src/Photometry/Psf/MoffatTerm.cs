namespace GaLNet.Photometry.Psf;

/// <summary>
/// One elliptical Moffat of unit flux: (beta - 1)/(pi alpha²) (1 + r²/alpha²)^-beta, with what its value and its
/// derivatives need worked out once.
/// </summary>
internal readonly struct MoffatTerm
{
    private readonly double _beta;
    private readonly double _inverseAlpha2;
    private readonly double _norm;
    private readonly double _alphaPerBeta;
    private readonly double _e1;
    private readonly double _e2;
    private readonly double _inverseD;

    /// <param name="fwhmPix">FWHM, pixels.</param>
    /// <param name="beta">Exponent, above 1.</param>
    /// <param name="e1">Ellipticity along the axes.</param>
    /// <param name="e2">Ellipticity along the diagonals.</param>
    public MoffatTerm(double fwhmPix, double beta, double e1, double e2)
    {
        double root = Math.Pow(2, 1 / beta);
        double alpha = 0.5 * fwhmPix / Math.Sqrt(root - 1);
        (_beta, _e1, _e2) = (beta, e1, e2);
        _inverseAlpha2 = 1 / (alpha * alpha);
        _norm = (beta - 1) / Math.PI * _inverseAlpha2;
        // d ln(alpha) / d beta at constant FWHM.
        _alphaPerBeta = 0.5 * Math.Log(2) * root / (beta * beta * (root - 1));
        _inverseD = 1 / (1 - e1 * e1 - e2 * e2);
    }

    /// <summary>Value at an elliptical radius squared.</summary>
    public double Value(double r2) => _norm * Math.Exp(-_beta * Math.Log(1 + r2 * _inverseAlpha2));

    /// <summary>Elliptical radius squared of an offset, pixels².</summary>
    public double Radius2(double dx, double dy)
    {
        double e = _e1 * _e1 + _e2 * _e2;
        return ((1 - 2 * _e1 + e) * dx * dx + (1 + 2 * _e1 + e) * dy * dy - 4 * _e2 * dx * dy) * _inverseD;
    }

    /// <summary>Share of the light beyond a radius, the ellipticity neglected.</summary>
    public double Outside(double radius) => Math.Pow(1 + radius * radius * _inverseAlpha2, 1 - _beta);

    /// <summary>
    /// Value at an offset from the centre, and its derivatives by (ln FWHM, e1, e2, ln(beta - 1), xCentre, yCentre).
    /// </summary>
    public double Value(double dx, double dy, Span<double> derivatives)
    {
        double e = _e1 * _e1 + _e2 * _e2, a = 1 - 2 * _e1 + e, b = 1 + 2 * _e1 + e, c = -4 * _e2;
        double dist2 = dx * dx + dy * dy;
        double r2 = (a * dx * dx + b * dy * dy + c * dx * dy) * _inverseD;
        double t = r2 * _inverseAlpha2, log = Math.Log(1 + t);
        double value = _norm * Math.Exp(-_beta * log);
        double slope = -_beta * value / (1 + t) * _inverseAlpha2;
        double perLnAlpha = -2 * value - 2 * slope * r2;
        derivatives[0] = perLnAlpha;
        derivatives[1] = slope * ((2 * (dy * dy - dx * dx) + 2 * _e1 * dist2) + 2 * _e1 * r2) * _inverseD;
        derivatives[2] = slope * ((2 * _e2 * dist2 - 4 * dx * dy) + 2 * _e2 * r2) * _inverseD;
        derivatives[3] = (_beta - 1) * (value * (1 / (_beta - 1) - log) + perLnAlpha * _alphaPerBeta);
        derivatives[4] = -slope * (2 * a * dx + c * dy) * _inverseD;
        derivatives[5] = -slope * (2 * b * dy + c * dx) * _inverseD;
        return value;
    }
}
