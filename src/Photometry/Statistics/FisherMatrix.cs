using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Statistics;

/// <summary>
/// What a stamp can tell about a galaxy at best: the Fisher information of (x, y, mag, rEff, q, PA, n, sky),
/// F_ab = sum over pixels of (dI/da)(dI/db)/V with the variance V of the noiseless image, and the Cramér-Rao bounds
/// that follow. No unbiased measurement has smaller errors; one that uses a prior may.
/// </summary>
public sealed class FisherMatrix
{
    /// <summary>Parameters: x, y (pixels), mag, rEff (pixels), q, PA (degrees), n, sky (counts).</summary>
    public const int Size = 8;

    private const int SkyRow = 7;
    private const int PaRow = 5;
    private readonly double[] _information;

    private FisherMatrix(double[] information) => _information = information;

    /// <summary>
    /// [8, 8] information, row-major, of (x, y, mag, rEff, q, PA, n, sky) in pixels, magnitudes, degrees and counts.
    /// </summary>
    public ReadOnlySpan<double> Information => _information;

    /// <summary>The information that a stamp's pixels hold about a galaxy.</summary>
    /// <param name="galaxy">The true galaxy, in the stamp's pixels and counts.</param>
    /// <param name="stamp">Size, noise, gain and mask; pixel values are not looked at, except that NaN masks.</param>
    /// <param name="psf">The PSF.</param>
    public static FisherMatrix Of(SersicProfile galaxy, Stamp stamp, PsfStamp psf)
    {
        ArgumentNullException.ThrowIfNull(stamp);
        ArgumentNullException.ThrowIfNull(psf);
        var grid = StampGrid.For(stamp.Width, stamp.Height, psf);
        var renderer = new ConvolvedRenderer(grid);
        if (!renderer.SetPsf(psf))
            throw new ArgumentException("The PSF's pixels sum to zero or less: pass an image with light.", nameof(psf));
        var planes = new ModelPlanes(grid);
        renderer.DrawSersic(
            galaxy.XPix - 0.5 * (stamp.Width - 1), galaxy.YPix - 0.5 * (stamp.Height - 1), Shape.Of(galaxy),
            galaxy.Index, planes);
        var chain = ChainRule(galaxy);
        // Counts may be 1e-12: the sums run in units of the galaxy's flux, the sky's unit is put in at the end.
        var sums = new double[Size * Size];
        Span<double> slopes = stackalloc double[Size];
        for (var y = 0; y < stamp.Height; y++)
        {
            for (var x = 0; x < stamp.Width; x++)
            {
                var at = y * grid.Stride + x;
                var variance = Variance(stamp, y * stamp.Width + x, galaxy.Flux * planes[0][at]);
                var weight = galaxy.Flux / variance * galaxy.Flux;
                if (!(weight > 0) || double.IsInfinity(weight)) continue;
                Slopes(planes, at, chain, slopes);
                for (var a = 0; a < Size; a++)
                    for (var b = 0; b <= a; b++)
                        sums[a * Size + b] += slopes[a] * slopes[b] * weight;
            }
        }

        return new FisherMatrix(InUnits(sums, galaxy.Flux));
    }

    /// <summary>
    /// The Cramér-Rao bounds, 1 sigma, in sky units. +Infinity where the stamp knows nothing of a parameter (the PA of
    /// a round galaxy); NaN in all where the rest cannot be told apart.
    /// </summary>
    /// <param name="pixelScaleArcsec">Arcsec per pixel.</param>
    /// <param name="skyIsFree">True when a constant sky is measured from the same pixels.</param>
    public GalaxyParameters Bounds(double pixelScaleArcsec, bool skyIsFree)
    {
        var b = Bounds(skyIsFree);
        return new GalaxyParameters(
            b[0] * pixelScaleArcsec, b[1] * pixelScaleArcsec, b[2], b[3] * pixelScaleArcsec, b[4], b[5], b[6]);
    }

    /// <summary>The bound of the sky, counts per pixel.</summary>
    public double SkyBound() => Bounds(true)[SkyRow];

    private double[] Bounds(bool skyIsFree)
    {
        var bounds = new double[Size];
        Array.Fill(bounds, double.NaN);
        var known = new List<int>();
        for (var i = 0; i < (skyIsFree ? Size : SkyRow); i++)
        {
            // A round galaxy has no direction: its PA is left out, so that the others keep their bounds.
            if (i == PaRow && !(_information[i * Size + i] > 0)) bounds[i] = double.PositiveInfinity;
            else known.Add(i);
        }

        var count = known.Count;
        var scaled = new double[count * count];
        for (var i = 0; i < count; i++)
            for (var j = 0; j < count; j++)
                scaled[i * count + j] = _information[known[i] * Size + known[j]] / (Scale(known[i]) * Scale(known[j]));
        if (!SymmetricSolver.Factor(scaled, count, count)) return bounds;
        var column = new double[count];
        for (var i = 0; i < count; i++)
        {
            Array.Clear(column);
            column[i] = 1;
            SymmetricSolver.Solve(scaled, count, count, column);
            bounds[known[i]] = Math.Sqrt(column[i]) / Scale(known[i]);
        }

        return bounds;
    }

    private double Scale(int i) => Math.Sqrt(_information[i * Size + i]);

    private static double Variance(Stamp stamp, int at, double light)
    {
        if (float.IsNaN(stamp.Pixels[at]) || (stamp.Mask is { } mask && mask[at] != 0)) return double.NaN;
        if (stamp.Sigma is { } sigma) return (double)sigma[at] * sigma[at];
        var sky = stamp.SkyVariance is { } variance ? variance[at] : stamp.SkySigma * stamp.SkySigma;
        return sky > 0 ? sky + Math.Max(light, 0) / stamp.Gain : double.NaN;
    }

    // Derivatives of the shape matrix (Mxx, Mxy, Myy) by rEff, q and PA (degrees): M = R diag(a², q² a²) Rᵀ.
    private static double[] ChainRule(in SersicProfile g)
    {
        var (s, c) = Math.SinCos(g.PaDeg * (Math.PI / 180));
        double a2 = g.ReffPix * g.ReffPix, q2 = g.AxisRatio * g.AxisRatio;
        var twist = a2 * (1 - q2) * (Math.PI / 180);
        return
        [
            2 * g.ReffPix * (c * c + q2 * s * s), 2 * g.ReffPix * (1 - q2) * s * c,
            2 * g.ReffPix * (s * s + q2 * c * c),
            2 * a2 * g.AxisRatio * s * s, -2 * a2 * g.AxisRatio * s * c, 2 * a2 * g.AxisRatio * c * c,
            -2 * twist * s * c, twist * (c * c - s * s), 2 * twist * s * c,
        ];
    }

    private static void Slopes(ModelPlanes planes, int at, double[] chain, Span<double> slopes)
    {
        double xx = planes[3][at], xy = planes[4][at], yy = planes[5][at];
        slopes[0] = planes[1][at];
        slopes[1] = planes[2][at];
        slopes[2] = -0.4 * Math.Log(10) * planes[0][at];
        for (var i = 0; i < 3; i++) slopes[3 + i] = chain[3 * i] * xx + chain[3 * i + 1] * xy + chain[3 * i + 2] * yy;
        slopes[6] = planes[6][at];
        slopes[SkyRow] = 1;
    }

    private static double[] InUnits(double[] sums, double flux)
    {
        var information = new double[Size * Size];
        for (var a = 0; a < Size; a++)
        {
            for (var b = 0; b < Size; b++)
            {
                var value = sums[Math.Max(a, b) * Size + Math.Min(a, b)];
                if (a == SkyRow) value /= flux;
                if (b == SkyRow) value /= flux;
                information[a * Size + b] = value;
            }
        }

        return information;
    }
}
