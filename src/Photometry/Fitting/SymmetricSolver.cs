namespace GaLNet.Photometry.Fitting;

/// <summary>Small dense symmetric systems by Cholesky factorisation, in place, without allocation.</summary>
internal static class SymmetricSolver
{
    /// <summary>
    /// Factors the leading [n, n] block (row stride <paramref name="stride"/>) into L Lᵀ, lower triangle;
    /// false when the matrix is not positive definite.
    /// </summary>
    public static bool Factor(Span<double> a, int n, int stride)
    {
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = a[i * stride + j];
                for (var k = 0; k < j; k++)
                    sum -= a[i * stride + k] * a[j * stride + k];
                if (i != j)
                {
                    a[i * stride + j] = sum / a[j * stride + j];
                    continue;
                }
                if (!(sum > 1e-14 * Math.Abs(a[i * stride + i])) || !double.IsFinite(sum))
                    return false;
                a[i * stride + i] = Math.Sqrt(sum);
            }
        }
        return true;
    }

    /// <summary>Solves L Lᵀ x = b in place.</summary>
    public static void Solve(ReadOnlySpan<double> factor, int n, int stride, Span<double> b)
    {
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < i; k++)
                b[i] -= factor[i * stride + k] * b[k];
            b[i] /= factor[i * stride + i];
        }
        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++)
                b[i] -= factor[k * stride + i] * b[k];
            b[i] /= factor[i * stride + i];
        }
    }
}
