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

    /// <summary>product = a b.</summary>
    public static void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> product)
    {
        for (var k = 0; k < a.Length; k += StampGrid.Lanes)
            (Vector512.Create(a[k..]) * Vector512.Create(b[k..])).CopyTo(product[k..]);
    }
}
