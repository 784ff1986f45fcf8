using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GaLNet.Photometry.Psf;

/// <summary>
/// The normal equations of one star: its nine shape parameters, then its own four. Works on the caller's buffers.
/// </summary>
internal sealed class PsfStarEquations
{
    /// <summary>Unknowns of one star: shape and own.</summary>
    public const int Size = MoffatParameters.Count + PsfStar.Own;

    // A row of sums, padded to two vectors; the residual is one more column.
    private const int Lanes = 8;
    private const int Padded = 2 * Lanes;
    private const int Residual = Size;

    private readonly double[] _sums = new double[(Size + 1) * Padded];

    /// <summary>[Size * Size] lower triangle of the Hessian.</summary>
    public double[] Hessian { get; } = new double[Size * Size];

    /// <summary>[Size] sum of weight * residual * derivative.</summary>
    public double[] Gradient { get; } = new double[Size];

    /// <summary>Sum of weight * residual².</summary>
    public double Chi2 { get; private set; }

    /// <summary>Chi² of a star under a PSF, without derivatives.</summary>
    public static double ChiSquare(PsfStar star, MoffatParameters parameters)
    {
        var moffat = new DoubleMoffat(parameters);
        double chi2 = 0;
        for (int j = 0; j < star.Size; j++)
        for (int i = 0; i < star.Size; i++)
        {
            double w = star.InverseVariance[j * star.Size + i];
            if (w == 0)
                continue;
            double r = star.Data[j * star.Size + i] - star.Sky - star.Flux * moffat.Pixel(i - star.X, j - star.Y);
            chi2 += w * r * r;
        }

        return chi2;
    }

    /// <summary>Builds the equations of a star at the present parameters.</summary>
    public void Build(PsfStar star, MoffatParameters parameters)
    {
        var moffat = new DoubleMoffat(parameters);
        Array.Clear(_sums);
        Span<double> d = stackalloc double[Padded];
        d.Clear();
        for (int j = 0; j < star.Size; j++)
        for (int i = 0; i < star.Size; i++)
        {
            double w = star.InverseVariance[j * star.Size + i];
            if (w == 0)
                continue;
            double value = moffat.Pixel(i - star.X, j - star.Y, d);
            double r = star.Data[j * star.Size + i] - star.Sky - star.Flux * value;
            (double byX, double byY) = (d[9], d[10]);
            for (int k = 0; k < MoffatParameters.Count; k++)
                d[k] *= star.Flux;
            d[9] = star.Flux * value;
            d[10] = star.Flux * byX;
            d[11] = star.Flux * byY;
            d[12] = 1;
            d[Residual] = r;
            AddProducts(d, w);
        }

        for (int a = 0; a < Size; a++)
        {
            Gradient[a] = _sums[Residual * Padded + a];
            for (int b = 0; b <= a; b++)
                Hessian[a * Size + b] = _sums[a * Padded + b];
        }

        Chi2 = _sums[Residual * Padded + Residual];
    }

    // Sums of w d_a d_b, whole rows at a time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddProducts(ReadOnlySpan<double> d, double w)
    {
        var (low, high) = (Vector512.Create(d), Vector512.Create(d[Lanes..]));
        for (int a = 0; a <= Residual; a++)
        {
            var wd = Vector512.Create(w * d[a]);
            int at = a * Padded;
            Vector512.FusedMultiplyAdd(wd, low, Vector512.Create(_sums, at)).CopyTo(_sums, at);
            Vector512.FusedMultiplyAdd(wd, high, Vector512.Create(_sums, at + Lanes)).CopyTo(_sums, at + Lanes);
        }
    }

    /// <summary>Applies a step in the star's own unknowns (relative flux, centre, sky).</summary>
    public static void Step(PsfStar star, ReadOnlySpan<double> own)
    {
        star.Flux *= 1 + own[0];
        star.X += own[1];
        star.Y += own[2];
        star.Sky += own[3];
    }
}
