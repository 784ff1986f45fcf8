namespace GaLNet.Photometry.Psf;

/// <summary>Solves small symmetric positive definite systems in place.</summary>
internal static class Cholesky
{
    /// <summary>
    /// Factors [n, n] row-major <paramref name="a"/> into its lower triangle; false when it is not positive.
    /// </summary>
    public static bool Factor(Span<double> a, int n)
    {
        for (int j = 0; j < n; j++)
        {
            double diagonal = a[j * n + j];
            for (int k = 0; k < j; k++)
                diagonal -= a[j * n + k] * a[j * n + k];
            if (!(diagonal > 0))
                return false;
            diagonal = Math.Sqrt(diagonal);
            a[j * n + j] = diagonal;
            for (int i = j + 1; i < n; i++)
            {
                double sum = a[i * n + j];
                for (int k = 0; k < j; k++)
                    sum -= a[i * n + k] * a[j * n + k];
                a[i * n + j] = sum / diagonal;
            }
        }

        return true;
    }

    /// <summary>Replaces <paramref name="b"/> by the solution of the factored system.</summary>
    public static void Solve(ReadOnlySpan<double> factor, int n, Span<double> b)
    {
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < i; k++)
                b[i] -= factor[i * n + k] * b[k];
            b[i] /= factor[i * n + i];
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < n; k++)
                b[i] -= factor[k * n + i] * b[k];
            b[i] /= factor[i * n + i];
        }
    }
}
