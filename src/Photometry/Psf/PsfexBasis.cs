namespace GaLNet.Photometry.Psf;

/// <summary>
/// A PSF made by PSFEx (Bertin 2011): images that are summed with the terms of a polynomial in position. The images
/// are sampled more finely or coarsely than the image and contain the response of the image's pixel.
/// </summary>
public sealed record PsfexBasis
{
    private const int LanczosOrder = 4;

    /// <summary>Pixels along a row of a basis image (PSFAXIS1).</summary>
    public required int Width { get; init; }

    /// <summary>Rows of a basis image (PSFAXIS2).</summary>
    public required int Height { get; init; }

    /// <summary>[terms * Height * Width] basis images (PSF_MASK); terms in the order 1, x, x², …, y, xy, …</summary>
    public required float[] Images { get; init; }

    /// <summary>Degree of the polynomial in position (POLDEG1).</summary>
    public required int Degree { get; init; }

    /// <summary>Sampling step of the basis images, image pixels (PSF_SAMP).</summary>
    public required double StepPix { get; init; }

    /// <summary>Column, FITS pixels (1-based), at which x = 0 (POLZERO1).</summary>
    public double XZero { get; init; }

    /// <summary>Pixels per unit of x (POLSCAL1).</summary>
    public double XScale { get; init; } = 1;

    /// <summary>Row, FITS pixels (1-based), at which y = 0 (POLZERO2).</summary>
    public double YZero { get; init; }

    /// <summary>Pixels per unit of y (POLSCAL2).</summary>
    public double YScale { get; init; } = 1;

    /// <summary>The image of a star centred on the central pixel, unit sum, the pixel's response included.</summary>
    /// <param name="xPix">Column of the image, 0-based.</param>
    /// <param name="yPix">Row of the image, 0-based.</param>
    /// <param name="sizePix">Odd side of the stamp, pixels.</param>
    /// <exception cref="ArgumentException">Too few basis images for the degree, or an even side.</exception>
    public PsfStamp StampAt(double xPix, double yPix, int sizePix = PsfModel.DefaultStampPix)
    {
        if (sizePix < 3 || sizePix % 2 == 0)
            throw new ArgumentException($"A PSF stamp of {sizePix} pixels was asked for; give an odd side from 3 up.");
        double[] psf = Combine((xPix + 1 - XZero) / XScale, (yPix + 1 - YZero) / YScale);
        var values = new double[sizePix * sizePix];
        // The weights are products of those along rows and columns.
        var columns = new LanczosTap[sizePix];
        var rows = new LanczosTap[sizePix];
        for (int i = 0; i < sizePix; i++)
        {
            columns[i] = LanczosTap.At(Width / 2 + (i - sizePix / 2) / StepPix, Width);
            rows[i] = LanczosTap.At(Height / 2 + (i - sizePix / 2) / StepPix, Height);
        }

        double sum = 0;
        for (int j = 0; j < sizePix; j++)
        for (int i = 0; i < sizePix; i++)
            sum += values[j * sizePix + i] = Interpolate(psf, columns[i], rows[j]);

        return new PsfStamp(sizePix, sizePix, Array.ConvertAll(values, v => (float)(v / sum)));
    }

    private double[] Combine(double x, double y)
    {
        int terms = PositionPolynomial.Count(Degree), pixels = Width * Height;
        if (Images.Length < terms * pixels)
        {
            throw new ArgumentException(
                $"A PSFEx model of degree {Degree} needs {terms} images of {Width} x {Height} pixels; "
                + $"{Images.Length / Math.Max(pixels, 1)} were given.");
        }

        var psf = new double[pixels];
        int term = 0;
        for (int py = 0; py <= Degree; py++)
        for (int px = 0; px + py <= Degree; px++, term++)
        {
            double weight = Math.Pow(x, px) * Math.Pow(y, py);
            for (int i = 0; i < pixels; i++)
                psf[i] += weight * Images[term * pixels + i];
        }

        return psf;
    }

    // Lanczos-4 interpolation, as PSFEx and SExtractor do; 0 beyond the images.
    private double Interpolate(double[] psf, in LanczosTap column, in LanczosTap row)
    {
        double sum = 0;
        for (int j = 0; j < row.Weights.Length; j++)
        {
            var line = psf.AsSpan((row.First + j) * Width + column.First, column.Weights.Length);
            double along = 0;
            for (int i = 0; i < line.Length; i++)
                along += column.Weights[i] * line[i];
            sum += row.Weights[j] * along;
        }

        return sum;
    }

    // The pixels that a place along one axis is interpolated from, and their weights.
    private readonly record struct LanczosTap(int First, double[] Weights)
    {
        public static LanczosTap At(double x, int length)
        {
            int first = (int)Math.Floor(x) - LanczosOrder + 1;
            int from = Math.Clamp(first, 0, length), to = Math.Clamp(first + 2 * LanczosOrder, from, length);
            var weights = new double[to - from];
            for (int i = 0; i < weights.Length; i++)
                weights[i] = Lanczos(x - from - i);
            return new LanczosTap(weights.Length > 0 ? from : 0, weights);
        }
    }

    private static double Lanczos(double x)
    {
        if (Math.Abs(x) < 1e-9)
            return 1;
        double u = Math.PI * x;
        return LanczosOrder * Math.Sin(u) * Math.Sin(u / LanczosOrder) / (u * u);
    }
}
