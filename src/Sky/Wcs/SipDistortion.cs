using GaLNet.Sky.Fits;

namespace GaLNet.Sky.Wcs;

/// <summary>
/// SIP (Shupe et al. 2005): polynomials in pixels from CRPIX, added to them before the matrix. The inverse is solved,
/// not read from AP and BP, which are only approximations.
/// </summary>
internal sealed class SipDistortion : IPlaneMap
{
    private const int MaxOrder = 9;
    private readonly double[][] _a;
    private readonly double[][] _b;

    private SipDistortion(double[][] a, double[][] b)
    {
        _a = a;
        _b = b;
    }

    public double Step => 0.25;

    public static bool IsIn(FitsHeader header) => header.Has("A_ORDER") || header.Has("B_ORDER");

    public static SipDistortion FromHeader(FitsHeader header) => new(Read(header, "A"), Read(header, "B"));

    public (double X, double Y) Apply(double x, double y) => (x + Evaluate(_a, x, y), y + Evaluate(_b, x, y));

    /// <summary>Coefficients [power of u][power of v].</summary>
    private static double[][] Read(FitsHeader header, string name)
    {
        var order = header.Integer(name + "_ORDER")
            ?? throw new WcsException($"A SIP distortion needs a whole number {name}_ORDER.");
        if (order is < 0 or > MaxOrder)
            throw new WcsException($"{name}_ORDER is {order}; SIP allows 2 to {MaxOrder}.");
        var coefficients = new double[order + 1][];
        for (var p = 0; p <= order; p++)
        {
            coefficients[p] = new double[order + 1 - p];
            for (var q = 0; p + q <= order; q++)
                coefficients[p][q] = header.Number($"{name}_{p}_{q}") ?? 0;
        }
        return coefficients;
    }

    private static double Evaluate(double[][] coefficients, double u, double v)
    {
        var sum = 0.0;
        for (var p = coefficients.Length - 1; p >= 0; p--)
        {
            var row = 0.0;
            for (var q = coefficients[p].Length - 1; q >= 0; q--)
                row = row * v + coefficients[p][q];
            sum = sum * u + row;
        }
        return sum;
    }
}
