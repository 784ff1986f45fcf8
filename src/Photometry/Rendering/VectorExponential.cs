using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GaLNet.Photometry.Rendering;

/// <summary>
/// Exponential and natural logarithm of sixteen floats, to two units of the last place. They are inlined into the
/// kernels that use them: the runtime's own stay uncompiled for vectors of this width until they have run for long.
/// </summary>
internal static class VectorExponential
{
    private const float LowestExponent = -87.3f;
    private const float HighestExponent = 88.3f;
    private const float Log2E = 1.44269504f;

    // ln 2 in two parts, the first of few bits, so that its multiples are exact.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    private const int MantissaBits = 23;
    private const int Bias = 127;
    private const int MantissaMask = 0x007FFFFF;
    private const int HalfBits = 0x3F000000;
    private const float HalfRoot2 = 0.707106781f;

    /// <summary>e^x; arguments beyond the range of normal floats are taken at its ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        x = Vector512.Min(Vector512.Max(x, Vector512.Create(LowestExponent)), Vector512.Create(HighestExponent));
        var k = Vector512.Floor(Vector512.FusedMultiplyAdd(x, Vector512.Create(Log2E), Vector512.Create(0.5f)));
        var r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-Ln2High), x);
        r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-Ln2Low), r);
        // Minimax polynomial of (e^r - 1 - r)/r² for |r| ≤ ln 2 / 2 (Cephes).
        var p = Vector512.Create(1.9875691500e-4f);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.3981999507e-3f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(8.3334519073e-3f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(4.1665795894e-2f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.6666665459e-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(5.0000001201e-1f));
        p = Vector512.FusedMultiplyAdd(p, r * r, r + Vector512<float>.One);
        var power = (Vector512.ConvertToInt32(k) + Vector512.Create(Bias)) << MantissaBits;
        return p * power.AsSingle();
    }

    /// <summary>ln x of positive normal floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x)
    {
        var bits = x.AsInt32();
        var exponent = Vector512.ConvertToSingle((bits >> MantissaBits) - Vector512.Create(Bias - 1));
        var mantissa = ((bits & Vector512.Create(MantissaMask)) | Vector512.Create(HalfBits)).AsSingle();
        // The mantissa between sqrt(1/2) and sqrt(2), less one.
        var isLow = Vector512.LessThan(mantissa, Vector512.Create(HalfRoot2));
        exponent -= Vector512.ConditionalSelect(isLow, Vector512<float>.One, Vector512<float>.Zero);
        var r = mantissa - Vector512<float>.One
            + Vector512.ConditionalSelect(isLow, mantissa, Vector512<float>.Zero);
        // Minimax polynomial of (ln(1 + r) - r + r²/2)/r³ (Cephes).
        var p = Vector512.Create(7.0376836292e-2f);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(-1.1514610310e-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.1676998740e-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(-1.2420140846e-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.4249322787e-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(-1.6668057665e-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(2.0000714765e-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(-2.4999993993e-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(3.3333331174e-1f));
        var r2 = r * r;
        var log = p * r * r2;
        log = Vector512.FusedMultiplyAdd(exponent, Vector512.Create(Ln2Low), log);
        log = Vector512.FusedMultiplyAdd(r2, Vector512.Create(-0.5f), log);
        return Vector512.FusedMultiplyAdd(exponent, Vector512.Create(Ln2High), log + r);
    }
}
