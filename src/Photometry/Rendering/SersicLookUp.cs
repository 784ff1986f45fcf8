using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GaLNet.Photometry.Rendering;

/// <summary>A Sérsic profile's transform at many u² at once, from the tables of <see cref="SersicTransform"/>.</summary>
internal static unsafe class SersicLookUp
{
    private const int Lanes = StampGrid.Lanes;

    // The knots are the upper bits of u²; dS/d(u²) is linear between them and S its integral.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<float> Value, Vector512<float> Slope, Vector512<float> IndexSlope) Of(
        Vector512<float> u2, float* value, float* slope, float* indexSlope)
    {
        var (knot, delta, fraction) = PlaceOf(u2);
        var g0 = Gather(slope, knot);
        var dg = (Gather(slope + 1, knot) - g0) * fraction;
        var d0 = Gather(indexSlope, knot);
        var d = d0 + (Gather(indexSlope + 1, knot) - d0) * fraction;
        var v = Gather(value, knot) + delta * (g0 + dg * 0.5f);
        return (v, g0 + dg, d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of(Vector512<float> u2, float* value, float* slope)
    {
        var (knot, delta, fraction) = PlaceOf(u2);
        var g0 = Gather(slope, knot);
        var dg = (Gather(slope + 1, knot) - g0) * fraction;
        return Gather(value, knot) + delta * (g0 + dg * 0.5f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<int> Knot, Vector512<float> Delta, Vector512<float> Fraction) PlaceOf(
        Vector512<float> u2)
    {
        u2 = Vector512.Min(Vector512.Max(u2, Vector512.Create(SersicTransform.MinU2)),
            Vector512.Create(SersicTransform.MaxU2));
        var bits = u2.AsInt32();
        var knot = Vector512.ShiftRightArithmetic(bits, SersicTransform.FractionBits)
            - Vector512.Create(SersicTransform.FirstKnotBits);
        const int Mask = (1 << SersicTransform.FractionBits) - 1;
        var below = (bits & Vector512.Create(~Mask)).AsSingle();
        var fraction = Vector512.ConvertToSingle(bits & Vector512.Create(Mask))
            * Vector512.Create(1f / (1 << SersicTransform.FractionBits));
        return (knot, u2 - below, fraction);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Gather(float* table, Vector512<int> index)
    {
        if (Avx2.IsSupported)
        {
            return Vector512.Create(
                Avx2.GatherVector256(table, index.GetLower(), 4), Avx2.GatherVector256(table, index.GetUpper(), 4));
        }
        var lanes = stackalloc float[Lanes];
        for (var i = 0; i < Lanes; i++)
            lanes[i] = table[index[i]];
        return Vector512.Load(lanes);
    }
}
