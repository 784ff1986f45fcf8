namespace GaLNet.Photometry.Psf;

/// <summary>
/// How much wider than the PSF a source is: its pixels fitted with a star (flux and centre free), and the step in
/// ln FWHM that they then ask for. The same idea as SExtractor's SPREAD_MODEL (Desai et al. 2012), in units of the
/// seeing.
/// </summary>
/// <param name="Spread">
/// Widening, ln of a FWHM ratio to first order; about 0 for a star, NaN without enough pixels.
/// </param>
/// <param name="Error">1-sigma error of <paramref name="Spread"/>.</param>
/// <param name="Flux">Flux of the fitted star, counts, integrated to infinity.</param>
/// <param name="XPix">Column of the fitted star in the plane.</param>
/// <param name="YPix">Row of the fitted star in the plane.</param>
internal readonly record struct PointSourceTest(double Spread, double Error, double Flux, double XPix, double YPix)
{
    /// <summary>The answer where there are not enough pixels.</summary>
    public static readonly PointSourceTest None = new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);

    private const int Rounds = 3;
    private const double ModelAccuracy = 0.01;
    private static readonly int[] Position = [9, 10, 11];
    private static readonly int[] PositionAndWidth = [9, 10, 11, 0];

    /// <summary>Tests one cut-out against a PSF; changes the cut-out's flux and centre.</summary>
    public static PointSourceTest Of(PsfStar source, MoffatParameters psf, PsfStarEquations equations)
    {
        double limit = psf.CoreFwhmPix, startX = source.X, startY = source.Y;
        Span<double> own = stackalloc double[PsfStar.Own];
        Span<double> step = stackalloc double[4];
        Span<double> error = stackalloc double[4];
        for (int round = 0; round < Rounds; round++)
        {
            source.Weigh(psf, ModelAccuracy);
            equations.Build(source, psf);
            if (round == Rounds - 1)
                break;
            if (!Solve(equations, Position, step, error))
                return None;
            own.Clear();
            (own[0], own[1], own[2]) = (Math.Clamp(step[0], -0.5, 1), step[1], step[2]);
            PsfStarEquations.Step(source, own);
            if (Math.Abs(source.X - startX) > limit || Math.Abs(source.Y - startY) > limit)
                (source.X, source.Y) = (startX, startY);
        }

        return Solve(equations, PositionAndWidth, step, error)
            ? new PointSourceTest(
                step[3], error[3], source.Flux * source.Unit, source.Corner.X + source.X, source.Corner.Y + source.Y)
            : None;
    }

    // Solves for some of the unknowns; the error is that of the last one.
    private static bool Solve(PsfStarEquations equations, int[] free, Span<double> step, Span<double> error)
    {
        int n = free.Length;
        Span<double> matrix = stackalloc double[n * n];
        error.Clear();
        error[n - 1] = 1;
        for (int a = 0; a < n; a++)
        {
            step[a] = equations.Gradient[free[a]];
            for (int b = 0; b <= a; b++)
            {
                int row = Math.Max(free[a], free[b]), column = Math.Min(free[a], free[b]);
                matrix[a * n + b] = equations.Hessian[row * PsfStarEquations.Size + column];
            }
        }

        if (!Cholesky.Factor(matrix, n))
            return false;
        Cholesky.Solve(matrix, n, step[..n]);
        Cholesky.Solve(matrix, n, error[..n]);
        error[n - 1] = Math.Sqrt(error[n - 1]);
        return true;
    }
}
