using GaLNet.Photometry.Detection;

namespace GaLNet.Photometry.Psf;

/// <summary>
/// One star of a PSF fit: its pixels in units of the sky's sigma, and its own four unknowns (relative flux, centre,
/// local sky).
/// </summary>
internal sealed class PsfStar
{
    /// <summary>Own unknowns: flux, column, row, sky.</summary>
    public const int Own = 4;

    private readonly double[] _light;

    private PsfStar(int size, int sourceIndex)
    {
        Size = size;
        SourceIndex = sourceIndex;
        Data = new double[size * size];
        InverseVariance = new double[size * size];
        SkyVariance = new double[size * size];
        _light = new double[size * size];
    }

    /// <summary>Index of the detected source.</summary>
    public int SourceIndex { get; }

    /// <summary>Side of the stamp, pixels.</summary>
    public int Size { get; }

    /// <summary>[Size * Size] light, sky subtracted, in typical sigmas.</summary>
    public double[] Data { get; }

    /// <summary>[Size * Size] weights from the model; 0 = pixel left out.</summary>
    public double[] InverseVariance { get; }

    /// <summary>[Size * Size] variance of the sky; 0 = no data, or somebody else's.</summary>
    public double[] SkyVariance { get; }

    /// <summary>Electrons per unit of <see cref="Data"/>.</summary>
    public double Gain { get; private init; }

    /// <summary>Column and row of the stamp's first pixel in the plane.</summary>
    public (int X, int Y) Corner { get; private init; }

    /// <summary>Position terms of the polynomial at the star.</summary>
    public double[] Terms { get; set; } = [];

    /// <summary>Flux, in units of <see cref="Data"/>.</summary>
    public double Flux { get; set; }

    /// <summary>Column of the centre in the stamp.</summary>
    public double X { get; set; }

    /// <summary>Row of the centre in the stamp.</summary>
    public double Y { get; set; }

    /// <summary>Local sky.</summary>
    public double Sky { get; set; }

    /// <summary>Pixels in use.</summary>
    public int Used { get; set; }

    /// <summary>Counts per unit of <see cref="Data"/>: the sky's sigma at the star.</summary>
    public double Unit { get; private init; }

    /// <summary>Cuts a star out; null when its core is not all there, or too few pixels are its own.</summary>
    /// <param name="plane">The plane in which it was detected.</param>
    /// <param name="detection">The detection.</param>
    /// <param name="index">Which source.</param>
    /// <param name="half">Half side of the stamp, pixels.</param>
    /// <param name="leastShare">Least share of the pixels that must be usable.</param>
    public static PsfStar? Cut(
        Plane plane, DetectionResult detection, int index, int half, double leastShare = 0.6)
    {
        var source = detection.Sources[index];
        int cx = (int)Math.Round(source.XPix), cy = (int)Math.Round(source.YPix), size = 2 * half + 1;
        if (cx < 0 || cy < 0 || cx >= plane.Width || cy >= plane.Height)
            return null;
        double unit = detection.Sky.Sigma[cy * plane.Width + cx];
        if (!double.IsFinite(unit) || unit <= 0)
            return null;
        var star = new PsfStar(size, index)
        {
            Gain = plane.Gain * unit,
            Unit = unit,
            Corner = (cx - half, cy - half),
            Flux = source.Flux / unit,
            X = source.XPix - cx + half,
            Y = source.YPix - cy + half,
        };
        int used = 0;
        for (int j = 0; j < size; j++)
        for (int i = 0; i < size; i++)
        {
            int x = cx - half + i, y = cy - half + j;
            if (x < 0 || y < 0 || x >= plane.Width || y >= plane.Height)
                continue;
            int at = y * plane.Width + x, owner = detection.Segmentation[at];
            double sigma = detection.Sky.Sigma[at] / unit;
            if ((owner != 0 && owner != index + 1) || !double.IsFinite(sigma) || sigma <= 0)
                continue;
            star.Data[j * size + i] = (plane.Pixels[at] - detection.Sky.Level[at]) / unit;
            star.SkyVariance[j * size + i] = sigma * sigma;
            used++;
        }

        return used > leastShare * size * size && star.CoreIsWhole(half) ? star : null;
    }

    /// <summary>
    /// Weights from the model, not from the noisy data: sky, the star's own photons, and what the model's form cannot
    /// describe (<paramref name="accuracy"/> of the model).
    /// </summary>
    /// <param name="psf">The PSF at the star.</param>
    /// <param name="accuracy">Relative accuracy of the form.</param>
    /// <param name="clipSigma">Pixels outside the core that lie further off are left out; 0 = none.</param>
    public void Weigh(MoffatParameters psf, double accuracy, double clipSigma = 0)
    {
        double core2 = 2.25 * psf.CoreFwhmPix * psf.CoreFwhmPix;
        Used = 0;
        Array.Clear(InverseVariance);
        foreach (var run in Light(psf, X, Y).Runs)
        {
            for (int k = 0; k < run.Count; k++)
            {
                int at = run.Index[k];
                double dx = run.X[k], dy = run.Y[k], model = Flux * _light[at];
                double variance = SkyVariance[at] + Math.Max(model, 0) / Gain + accuracy * accuracy * model * model;
                double residual = Data[at] - Sky - model;
                bool outlier = dx * dx + dy * dy > core2 && residual * residual > clipSigma * clipSigma * variance;
                if (clipSigma > 0 && outlier)
                    continue;
                InverseVariance[at] = 1 / variance;
                Used++;
            }
        }
    }

    /// <summary>Takes a neighbour, as a point source, off the data.</summary>
    /// <param name="counts">Its flux, counts.</param>
    /// <param name="xPix">Its column in the plane.</param>
    /// <param name="yPix">Its row in the plane.</param>
    /// <param name="psf">The PSF.</param>
    public void Subtract(double counts, double xPix, double yPix, MoffatParameters psf)
    {
        double flux = counts / Unit;
        foreach (var run in Light(psf, xPix - Corner.X, yPix - Corner.Y).Runs)
        {
            foreach (int at in run.Index)
                Data[at] -= flux * _light[at];
        }
    }

    // Fills _light at the pixels with data: shares of a star's light at a place of the stamp.
    private PixelSet Light(MoffatParameters psf, double x, double y)
    {
        var moffat = new DoubleMoffat(psf);
        var pixels = moffat.NewPixels();
        for (int j = 0, at = 0; j < Size; j++)
        for (int i = 0; i < Size; i++, at++)
        {
            if (SkyVariance[at] > 0)
                pixels.Add(at, i - x, j - y);
        }

        pixels.Complete();
        moffat.Light(pixels, _light);
        return pixels;
    }

    private bool CoreIsWhole(int half)
    {
        for (int j = half - 2; j <= half + 2; j++)
        for (int i = half - 2; i <= half + 2; i++)
        {
            if (SkyVariance[j * Size + i] <= 0)
                return false;
        }

        return true;
    }
}
