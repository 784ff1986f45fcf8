using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GaLNet.Photometry.Rendering;

/// <summary>
/// Exponential and natural logarithm of eight doubles, to two units of the last place; inlined into the kernels using
/// them, as <see cref="VectorExponential"/>. Every step is one rounded operation, so that all processors agree.
/// </summary>
internal static class VectorExponential64
{
    private const double LowestExponent = -708;
    private const double HighestExponent = 709;
    private const double Log2E = 1.4426950408889634;

    // ln 2 in two parts, the first of few bits, so that its multiples are exact.
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    private const int MantissaBits = 52;
    private const int Bias = 1023;
    private const long MantissaMask = 0x000FFFFFFFFFFFFF;
    private const long OneBits = 0x3FF0000000000000;
    private const long HalfRoot2Bits = 0x3FE6A09E00000000;

    // Added to a small whole number, these leave it in the lowest bits.
    private const double Whole = 6755399441055744;
    private const double WholeUnsigned = 4503599627370496;
    private const long WholeUnsignedBits = 0x4330000000000000;

    /// <summary>e^x; arguments beyond the range of normal doubles are taken at its ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x)
    {
        x = Vector512.Min(Vector512.Max(x, Vector512.Create(LowestExponent)), Vector512.Create(HighestExponent));
        var shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(Log2E), Vector512.Create(Whole));
        var k = shifted - Vector512.Create(Whole);
        var r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-Ln2High), x);
        r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-Ln2Low), r);
        // Taylor to the 13th power for |r| ≤ ln 2 / 2, even and odd powers side by side: 5e-18.
        var r2 = r * r;
        var even = Vector512.Create(1.0 / 479001600);
        var odd = Vector512.Create(1.0 / 6227020800);
        even = Vector512.FusedMultiplyAdd(even, r2, Vector512.Create(1.0 / 3628800));
        odd = Vector512.FusedMultiplyAdd(odd, r2, Vector512.Create(1.0 / 39916800));
        even = Vector512.FusedMultiplyAdd(even, r2, Vector512.Create(1.0 / 40320));
        odd = Vector512.FusedMultiplyAdd(odd, r2, Vector512.Create(1.0 / 362880));
        even = Vector512.FusedMultiplyAdd(even, r2, Vector512.Create(1.0 / 720));
        odd = Vector512.FusedMultiplyAdd(odd, r2, Vector512.Create(1.0 / 5040));
        even = Vector512.FusedMultiplyAdd(even, r2, Vector512.Create(1.0 / 24));
        odd = Vector512.FusedMultiplyAdd(odd, r2, Vector512.Create(1.0 / 120));
        even = Vector512.FusedMultiplyAdd(even, r2, Vector512.Create(0.5));
        odd = Vector512.FusedMultiplyAdd(odd, r2, Vector512.Create(1.0 / 6));
        even = Vector512.FusedMultiplyAdd(even, r2, Vector512<double>.One);
        odd = Vector512.FusedMultiplyAdd(odd, r2, Vector512<double>.One);
        var p = Vector512.FusedMultiplyAdd(odd, r, even);
        return (p.AsInt64() + (shifted.AsInt64() << MantissaBits)).AsDouble();
    }

    /// <summary>ln x of positive normal doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log(Vector512<double> x)
    {
        // x = 2^k m, with m between sqrt(1/2) and sqrt(2).
        var bits = x.AsInt64() + Vector512.Create(OneBits - HalfRoot2Bits);
        var k = ((bits >>> MantissaBits) | Vector512.Create(WholeUnsignedBits)).AsDouble()
            - Vector512.Create(WholeUnsigned + Bias);
        var m = ((bits & Vector512.Create(MantissaMask)) + Vector512.Create(HalfRoot2Bits)).AsDouble();
        // ln(1 + f) by s = f/(2 + f), minimax polynomial in s² (FDLIBM's e_log).
        var f = m - Vector512<double>.One;
        var s = f / (m + Vector512<double>.One);
        var z = s * s;
        var w = z * z;
        var even = Vector512.Create(1.531383769920937332e-01);
        var odd = Vector512.Create(1.479819860511658591e-01);
        even = Vector512.FusedMultiplyAdd(even, w, Vector512.Create(2.222219843214978396e-01));
        odd = Vector512.FusedMultiplyAdd(odd, w, Vector512.Create(1.818357216161805012e-01));
        even = Vector512.FusedMultiplyAdd(even, w, Vector512.Create(3.999999999940941908e-01));
        odd = Vector512.FusedMultiplyAdd(odd, w, Vector512.Create(2.857142874366239149e-01));
        odd = Vector512.FusedMultiplyAdd(odd, w, Vector512.Create(6.666666666666735130e-01));
        var rest = Vector512.FusedMultiplyAdd(even, w, odd * z);
        var halfSquare = Vector512.Create(0.5) * f * f;
        var low = Vector512.FusedMultiplyAdd(s, halfSquare + rest, k * Vector512.Create(Ln2Low));
        return Vector512.FusedMultiplyAdd(k, Vector512.Create(Ln2High), f - (halfSquare - low));
    }
}
