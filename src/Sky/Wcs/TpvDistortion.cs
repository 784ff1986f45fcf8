using GaLNet.Sky.Fits;

namespace GaLNet.Sky.Wcs;

/// <summary>
/// TPV, and SCAMP's older PV in TAN (FITS registry of conventions): polynomials of up to the seventh degree in the
/// plane's degrees, with odd powers of the radius between them.
/// </summary>
internal sealed class TpvDistortion : IPlaneMap
{
    private const int Terms = 40;
    private readonly double[] _lon;
    private readonly double[] _lat;

    private TpvDistortion(double[] lon, double[] lat)
    {
        _lon = lon;
        _lat = lat;
    }

    public double Step => 1e-5;

    /// <summary>
    /// True when the PV of a TAN header are SCAMP's: TAN itself knows none on the latitude axis, and on the longitude
    /// axis only 0 to 4.
    /// </summary>
    public static bool IsInTan(FitsHeader header, int lonAxis, int latAxis)
        => Enumerable.Range(0, Terms).Any(m => header.Has($"PV{latAxis}_{m}"))
            || Enumerable.Range(5, Terms - 5).Any(m => header.Has($"PV{lonAxis}_{m}"));

    public static TpvDistortion FromHeader(FitsHeader header, int lonAxis, int latAxis)
        => new(Read(header, lonAxis), Read(header, latAxis));

    public (double X, double Y) Apply(double x, double y)
    {
        var r = Math.Sqrt(x * x + y * y);
        return (Evaluate(_lon, x, y, r), Evaluate(_lat, y, x, r));
    }

    private static double[] Read(FitsHeader header, int axis)
    {
        var coefficients = new double[Terms];
        if (!header.Has($"PV{axis}_1") && Enumerable.Range(0, Terms).Any(m => header.Has($"PV{axis}_{m}")))
            throw new WcsException(
                $"PV{axis}_1 is missing among the coefficients of TPV: programs take it for 0 or for 1; "
                + "write it into the header.");
        for (var m = 0; m < Terms; m++)
            coefficients[m] = header.Number($"PV{axis}_{m}") ?? (m == 1 ? 1 : 0);
        if (header.Has($"PV{axis}_{Terms}"))
            throw new WcsException($"PV{axis}_{Terms} is beyond the {Terms} terms of TPV.");
        return coefficients;
    }

    private static double Evaluate(double[] c, double x, double y, double r)
    {
        var sum = c[0];
        var term = 1;
        for (var degree = 1; degree <= 7; degree++)
        {
            // x^degree, x^(degree-1) y, …, y^degree; after odd degrees r^degree.
            for (var power = degree; power >= 0; power--, term++)
            {
                if (c[term] != 0)
                    sum += c[term] * Power(x, power) * Power(y, degree - power);
            }
            if (degree % 2 == 1)
                sum += c[term++] * Power(r, degree);
        }
        return sum;
    }

    private static double Power(double value, int exponent)
    {
        var result = 1.0;
        for (; exponent > 0; exponent--)
            result *= value;
        return result;
    }
}
