using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GaLNet.Photometry.Rendering;

/// <summary>Sums over padded planes (lengths are multiples of sixteen).</summary>
internal static class PlaneMath
{
    /// <summary>Σ a b.</summary>
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Vector512<float> sum = default, sum2 = default;
        var k = 0;
        for (; k + 2 * StampGrid.Lanes <= a.Length; k += 2 * StampGrid.Lanes)
        {
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(a[k..]), Vector512.Create(b[k..]), sum);
            sum2 = Vector512.FusedMultiplyAdd(Vector512.Create(a[(k + 16)..]), Vector512.Create(b[(k + 16)..]), sum2);
        }
        for (; k < a.Length; k += StampGrid.Lanes)
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(a[k..]), Vector512.Create(b[k..]), sum);
        return Vector512.Sum(sum + sum2);
    }

    /// <summary>
    /// Σ a b of two planes with four: eight sums for six loads, where one by one they would take sixteen.
    /// </summary>
    /// <param name="a0">First of the two.</param>
    /// <param name="a1">Second of the two.</param>
    /// <param name="b0">First of the four; all planes are equally long.</param>
    /// <param name="b1">Second of the four.</param>
    /// <param name="b2">Third of the four.</param>
    /// <param name="b3">Fourth of the four.</param>
    /// <param name="sums">[2 * 4] the sums, first those of <paramref name="a0"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Dot(ReadOnlySpan<float> a0, ReadOnlySpan<float> a1, ReadOnlySpan<float> b0,
        ReadOnlySpan<float> b1, ReadOnlySpan<float> b2, ReadOnlySpan<float> b3, Span<float> sums)
    {
        RequireLength(a0.Length, a1.Length, b0.Length, b1.Length, b2.Length, b3.Length);
        ref var x0 = ref MemoryMarshal.GetReference(a0);
        ref var x1 = ref MemoryMarshal.GetReference(a1);
        ref var y0 = ref MemoryMarshal.GetReference(b0);
        ref var y1 = ref MemoryMarshal.GetReference(b1);
        ref var y2 = ref MemoryMarshal.GetReference(b2);
        ref var y3 = ref MemoryMarshal.GetReference(b3);
        Vector512<float> s00 = default, s01 = default, s02 = default, s03 = default;
        Vector512<float> s10 = default, s11 = default, s12 = default, s13 = default;
        for (nuint k = 0; k < (nuint)a0.Length; k += StampGrid.Lanes)
        {
            var u = Vector512.LoadUnsafe(ref x0, k);
            var v = Vector512.LoadUnsafe(ref x1, k);
            var p = Vector512.LoadUnsafe(ref y0, k);
            s00 = Vector512.FusedMultiplyAdd(u, p, s00);
            s10 = Vector512.FusedMultiplyAdd(v, p, s10);
            p = Vector512.LoadUnsafe(ref y1, k);
            s01 = Vector512.FusedMultiplyAdd(u, p, s01);
            s11 = Vector512.FusedMultiplyAdd(v, p, s11);
            p = Vector512.LoadUnsafe(ref y2, k);
            s02 = Vector512.FusedMultiplyAdd(u, p, s02);
            s12 = Vector512.FusedMultiplyAdd(v, p, s12);
            p = Vector512.LoadUnsafe(ref y3, k);
            s03 = Vector512.FusedMultiplyAdd(u, p, s03);
            s13 = Vector512.FusedMultiplyAdd(v, p, s13);
        }
        (sums[0], sums[1], sums[2], sums[3]) =
            (Vector512.Sum(s00), Vector512.Sum(s01), Vector512.Sum(s02), Vector512.Sum(s03));
        (sums[4], sums[5], sums[6], sums[7]) =
            (Vector512.Sum(s10), Vector512.Sum(s11), Vector512.Sum(s12), Vector512.Sum(s13));
    }

    /// <summary>product = a b.</summary>
    public static void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> product)
    {
        for (var k = 0; k < a.Length; k += StampGrid.Lanes)
            (Vector512.Create(a[k..]) * Vector512.Create(b[k..])).CopyTo(product[k..]);
    }

    private static void RequireLength(int length, params ReadOnlySpan<int> others)
    {
        foreach (var other in others)
        {
            if (other != length || length % StampGrid.Lanes != 0)
            {
                throw new ArgumentException(
                    $"Planes of {length} and {other} values; give whole vectors of equal length.");
            }
        }
    }
}
