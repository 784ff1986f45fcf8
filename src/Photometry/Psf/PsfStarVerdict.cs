namespace GaLNet.Photometry.Psf;

/// <summary>
/// How one star differs from the common PSF: the step in its own width and ellipticity that its pixels ask for, with
/// flux, centre and sky free.
/// </summary>
/// <param name="LnFwhm">Offset of ln FWHM.</param>
/// <param name="E1">Offset of e1.</param>
/// <param name="E2">Offset of e2.</param>
/// <param name="LnFwhmError">1-sigma error of <paramref name="LnFwhm"/>.</param>
/// <param name="E1Error">1-sigma error of <paramref name="E1"/>.</param>
/// <param name="E2Error">1-sigma error of <paramref name="E2"/>.</param>
/// <param name="Chi2">Reduced chi².</param>
internal readonly record struct PsfStarVerdict(
    double LnFwhm, double E1, double E2, double LnFwhmError, double E1Error, double E2Error, double Chi2)
{
    private static readonly int[] Free = [0, 1, 2, 9, 10, 11, 12];

    /// <summary>From the star's equations at the solution; NaN where its pixels cannot tell.</summary>
    public static PsfStarVerdict Of(PsfStar star, PsfStarEquations equations)
    {
        int n = Free.Length;
        Span<double> matrix = stackalloc double[n * n];
        Span<double> step = stackalloc double[n];
        Span<double> unit = stackalloc double[n];
        for (int a = 0; a < n; a++)
        {
            step[a] = equations.Gradient[Free[a]];
            for (int b = 0; b <= a; b++)
                matrix[a * n + b] = equations.Hessian[Free[a] * PsfStarEquations.Size + Free[b]];
        }

        double chi2 = equations.Chi2 / Math.Max(star.Used - PsfStar.Own, 1);
        if (!Cholesky.Factor(matrix, n))
        {
            double nan = double.NaN;
            return new PsfStarVerdict(nan, nan, nan, nan, nan, nan, chi2);
        }

        Cholesky.Solve(matrix, n, step);
        Span<double> errors = stackalloc double[3];
        for (int k = 0; k < 3; k++)
        {
            unit.Clear();
            unit[k] = 1;
            Cholesky.Solve(matrix, n, unit);
            errors[k] = Math.Sqrt(unit[k]);
        }

        return new PsfStarVerdict(step[0], step[1], step[2], errors[0], errors[1], errors[2], chi2);
    }
}
