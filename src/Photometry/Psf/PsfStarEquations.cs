namespace GaLNet.Photometry.Psf;

/// <summary>
/// The normal equations of one star: its nine shape parameters, then its own four. Works on the caller's buffers.
/// </summary>
internal sealed class PsfStarEquations
{
    /// <summary>Unknowns of one star: shape and own.</summary>
    public const int Size = MoffatParameters.Count + PsfStar.Own;

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
        Array.Clear(Hessian);
        Array.Clear(Gradient);
        Chi2 = 0;
        Span<double> d = stackalloc double[Size];
        Span<double> p = stackalloc double[DoubleMoffat.Derivatives];
        for (int j = 0; j < star.Size; j++)
        for (int i = 0; i < star.Size; i++)
        {
            double w = star.InverseVariance[j * star.Size + i];
            if (w == 0)
                continue;
            double value = moffat.Pixel(i - star.X, j - star.Y, p);
            double r = star.Data[j * star.Size + i] - star.Sky - star.Flux * value;
            for (int k = 0; k < MoffatParameters.Count; k++)
                d[k] = star.Flux * p[k];
            d[9] = star.Flux * value;
            d[10] = star.Flux * p[9];
            d[11] = star.Flux * p[10];
            d[12] = 1;
            Chi2 += w * r * r;
            for (int a = 0; a < Size; a++)
            {
                double wd = w * d[a];
                Gradient[a] += wd * r;
                for (int b = 0; b <= a; b++)
                    Hessian[a * Size + b] += wd * d[b];
            }
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
