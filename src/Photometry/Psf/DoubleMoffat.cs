using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GaLNet.Photometry.Psf;

/// <summary>
/// The double Moffat integrated over pixels, with derivatives by the nine rows of <see cref="MoffatParameters"/> and
/// by the centre. By the points of <see cref="PixelSet"/> better than 1e-4 of the peak for FWHM of 2 pixels and more.
/// </summary>
internal readonly struct DoubleMoffat
{
    /// <summary>Derivatives per pixel: nine shape parameters, then the centre's column and row.</summary>
    public const int Derivatives = MoffatParameters.Count + 2;

    private const int Lanes = PixelSet.Lanes;

    private readonly MoffatTerm _core;
    private readonly MoffatTerm _wide;
    private readonly double _fraction;
    private readonly double _fwhm;

    public DoubleMoffat(MoffatParameters p)
    {
        _core = new MoffatTerm(p.CoreFwhmPix, p.CoreBeta, p.E1, p.E2);
        _wide = new MoffatTerm(
            p.CoreFwhmPix * p.WideRatio, p.WideBeta, p.E1 + p.WideDeltaE1, p.E2 + p.WideDeltaE2);
        _fraction = p.WideFraction;
        _fwhm = p.CoreFwhmPix * Math.Min(1, p.WideRatio);
    }

    /// <summary>An empty set for pixels of this PSF; it is the thread's only one.</summary>
    public PixelSet NewPixels() => PixelSet.OfThread(_fwhm);

    /// <summary>Shares of the light in pixels.</summary>
    /// <param name="pixels">The pixels.</param>
    /// <param name="light">Receives each share at the pixel's index; other places are left.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Light(PixelSet pixels, Span<double> light)
    {
        Span<double> eight = stackalloc double[Lanes];
        double core = (1 - _fraction) * _core.Peak, wide = _fraction * _wide.Peak;
        foreach (var run in pixels.Runs)
        {
            var (xs, ys, weights) = (run.Points.X, run.Points.Y, run.Points.Weight);
            var index = run.Index;
            for (int at = 0; at < index.Length; at += Lanes)
            {
                var (x, y) = (Vector512.Create(run.X[at..]), Vector512.Create(run.Y[at..]));
                Vector512<double> sum = default;
                for (int k = 0; k < weights.Length; k++)
                {
                    var (dx, dy) = (x + Vector512.Create(xs[k]), y + Vector512.Create(ys[k]));
                    var both = _core.Relative(dx, dy) * core + _wide.Relative(dx, dy) * wide;
                    sum = Vector512.FusedMultiplyAdd(both, Vector512.Create(weights[k]), sum);
                }

                sum.CopyTo(eight);
                for (int lane = 0; lane < Math.Min(Lanes, index.Length - at); lane++)
                    light[index[at + lane]] = eight[lane];
            }
        }
    }

    /// <summary>Shares of the light in pixels with their <see cref="Derivatives"/>, in the order of the runs.</summary>
    /// <param name="pixels">The pixels.</param>
    /// <param name="planes">[(1 + Derivatives) * stride] the shares, then each derivative.</param>
    /// <param name="stride">Length of a plane, <see cref="PixelSet.Padded"/> at least.</param>
    public void LightAndDerivatives(PixelSet pixels, Span<double> planes, int stride)
    {
        Span<double> core = stackalloc double[MoffatTerm.Rows * Lanes];
        Span<double> wide = stackalloc double[MoffatTerm.Rows * Lanes];
        int column = 0;
        foreach (var run in pixels.Runs)
        {
            for (int at = 0; at < run.Padded; at += Lanes)
            {
                _core.Integrate(run.X[at..], run.Y[at..], run.Points, core);
                _wide.Integrate(run.X[at..], run.Y[at..], run.Points, wide);
                Combine(core, wide, planes[column..], stride);
                column += Lanes;
            }
        }
    }

    /// <summary>
    /// Share of the light inside a square about the centre, of what a larger square holds. Far from the centre the
    /// ellipticity hardly matters and is neglected.
    /// </summary>
    /// <param name="half">Half side of the square, pixels.</param>
    /// <param name="outer">Half side of the larger one, where the light is taken to end.</param>
    public double LightInside(double half, double outer)
        => (1 - MeanOutside(half)) / (1 - MeanOutside(outer));

    // Share of the light beyond a square's edge, from sixteen directions: an eighth of the circle stands for all of it.
    private double MeanOutside(double half)
    {
        const int Angles = 2 * Lanes;
        Span<double> r2 = stackalloc double[Angles];
        for (int i = 0; i < Angles; i++)
        {
            double edge = half / Math.Cos(Math.PI / 4 * (i + 0.5) / Angles);
            r2[i] = edge * edge;
        }

        return Vector512.Sum(Outside(Vector512.Create(r2)) + Outside(Vector512.Create(r2[Lanes..]))) / Angles;
    }

    private Vector512<double> Outside(Vector512<double> r2)
        => _core.Outside(r2) * (1 - _fraction) + _wide.Outside(r2) * _fraction;

    // From the two terms' own derivatives to those by the rows of MoffatParameters.
    private void Combine(ReadOnlySpan<double> core, ReadOnlySpan<double> wide, Span<double> planes, int stride)
    {
        double f = _fraction, g = 1 - _fraction;
        var (a, b) = (Row(core, 0), Row(wide, 0));
        var byFwhmOfWide = Row(wide, 1) * f;
        var (byE1OfWide, byE2OfWide) = (Row(wide, 2) * f, Row(wide, 3) * f);
        (a * g + b * f).CopyTo(planes);
        (Row(core, 1) * g + byFwhmOfWide).CopyTo(planes[stride..]);
        (Row(core, 2) * g + byE1OfWide).CopyTo(planes[(2 * stride)..]);
        (Row(core, 3) * g + byE2OfWide).CopyTo(planes[(3 * stride)..]);
        (Row(core, 4) * g).CopyTo(planes[(4 * stride)..]);
        ((b - a) * (f * g)).CopyTo(planes[(5 * stride)..]);
        byFwhmOfWide.CopyTo(planes[(6 * stride)..]);
        (Row(wide, 4) * f).CopyTo(planes[(7 * stride)..]);
        byE1OfWide.CopyTo(planes[(8 * stride)..]);
        byE2OfWide.CopyTo(planes[(9 * stride)..]);
        (Row(core, 5) * g + Row(wide, 5) * f).CopyTo(planes[(10 * stride)..]);
        (Row(core, 6) * g + Row(wide, 6) * f).CopyTo(planes[(11 * stride)..]);
    }

    private static Vector512<double> Row(ReadOnlySpan<double> rows, int row)
        => Vector512.Create(rows.Slice(row * Lanes, Lanes));
}
