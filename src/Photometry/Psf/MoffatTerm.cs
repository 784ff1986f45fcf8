using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Psf;

/// <summary>
/// One elliptical Moffat of unit flux: (beta - 1)/(pi alpha²) (1 + r²/alpha²)^-beta, with what its value and its
/// derivatives need worked out once.
/// </summary>
internal readonly struct MoffatTerm
{
    /// <summary>Rows that <see cref="Integrate"/> writes: the value and six derivatives.</summary>
    public const int Rows = 7;

    private readonly double _beta;
    private readonly double _inverseAlpha2;
    private readonly double _norm;
    private readonly double _alphaPerBeta;
    private readonly double _e1;
    private readonly double _e2;
    private readonly double _inverseD;

    // r²/alpha² = _xx dx² + _yy dy² + _xy dx dy.
    private readonly double _xx;
    private readonly double _yy;
    private readonly double _xy;

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
        double e = e1 * e1 + e2 * e2;
        _inverseD = 1 / (1 - e);
        double scale = _inverseD * _inverseAlpha2;
        (_xx, _yy, _xy) = ((1 - 2 * e1 + e) * scale, (1 + 2 * e1 + e) * scale, -4 * e2 * scale);
    }

    /// <summary>Value at the centre.</summary>
    public double Peak => _norm;

    /// <summary>Value and slope by r² at a radius squared, the ellipticity neglected.</summary>
    public (double Value, double Slope) AtRadius2(double r2)
    {
        double u = 1 + r2 * _inverseAlpha2, value = _norm * Math.Pow(u, -_beta);
        return (value, -_beta * value / u * _inverseAlpha2);
    }

    /// <summary>Shares of the light beyond eight radii, given squared, the ellipticity neglected.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Outside(Vector512<double> r2)
        => Power(Vector512.FusedMultiplyAdd(r2, Vector512.Create(_inverseAlpha2), Vector512<double>.One), 1 - _beta);

    /// <summary>Values at eight offsets from the centre, in units of <see cref="Peak"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Relative(Vector512<double> dx, Vector512<double> dy) => Power(Argument(dx, dy), -_beta);

    /// <summary>
    /// The light in eight pixels, and its derivatives by (ln FWHM, e1, e2, ln(beta - 1), xCentre, yCentre).
    /// </summary>
    /// <param name="x">[8] columns of the pixels, from the centre.</param>
    /// <param name="y">[8] rows of the pixels, from the centre.</param>
    /// <param name="points">The points of each pixel.</param>
    /// <param name="rows">[Rows * 8] the light, then its derivatives.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Integrate(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, PixelQuadrature points, Span<double> rows)
    {
        var (xs, ys, weights) = (points.X, points.Y, points.Weight);
        var (x0, y0) = (Vector512.Create(x), Vector512.Create(y));
        // Sums over the points of p = u^-beta, p ln u, and s = p/u with powers of the offsets, u = 1 + r²/alpha²:
        // all derivatives are made of them.
        Vector512<double> p = default, pLog = default, s = default, sx = default, sy = default;
        Vector512<double> sxx = default, syy = default, sxy = default;
        for (int k = 0; k < weights.Length; k++)
        {
            var (dx, dy) = (x0 + Vector512.Create(xs[k]), y0 + Vector512.Create(ys[k]));
            var u = Argument(dx, dy);
            var log = VectorExponential64.Log(u);
            var power = VectorExponential64.Exp(log * Vector512.Create(-_beta)) * Vector512.Create(weights[k]);
            var slope = power / u;
            var (byX, byY) = (slope * dx, slope * dy);
            p += power;
            pLog = Vector512.FusedMultiplyAdd(power, log, pLog);
            s += slope;
            sx += byX;
            sy += byY;
            sxx = Vector512.FusedMultiplyAdd(byX, dx, sxx);
            syy = Vector512.FusedMultiplyAdd(byY, dy, syy);
            sxy = Vector512.FusedMultiplyAdd(byX, dy, sxy);
        }

        const int Lanes = PixelSet.Lanes;
        // slope = -beta norm s/alpha², and s r²/alpha² = p - s.
        double perSlope = -_beta * _norm * _inverseAlpha2, perShear = 2 * perSlope * _inverseD;
        var value = p * _norm;
        var perLnFwhm = (p - s) * (2 * _beta * _norm) - 2 * value;
        var shared = (sxx + syy) + (p - s) * (1 / _inverseAlpha2);
        value.CopyTo(rows);
        perLnFwhm.CopyTo(rows[Lanes..]);
        ((syy - sxx + shared * _e1) * perShear).CopyTo(rows[(2 * Lanes)..]);
        ((shared * _e2 - 2 * sxy) * perShear).CopyTo(rows[(3 * Lanes)..]);
        (value - (_beta - 1) * (pLog * _norm - perLnFwhm * _alphaPerBeta)).CopyTo(rows[(4 * Lanes)..]);
        ((sx * (2 * _xx) + sy * _xy) * (_beta * _norm)).CopyTo(rows[(5 * Lanes)..]);
        ((sy * (2 * _yy) + sx * _xy) * (_beta * _norm)).CopyTo(rows[(6 * Lanes)..]);
    }

    // 1 + r²/alpha².
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<double> Argument(Vector512<double> dx, Vector512<double> dy)
    {
        var byX = Vector512.FusedMultiplyAdd(dx, Vector512.Create(_xx), dy * Vector512.Create(_xy));
        var u = Vector512.FusedMultiplyAdd(dx, byX, Vector512<double>.One);
        return Vector512.FusedMultiplyAdd(dy * Vector512.Create(_yy), dy, u);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Power(Vector512<double> u, double exponent)
        => VectorExponential64.Exp(VectorExponential64.Log(u) * Vector512.Create(exponent));
}
