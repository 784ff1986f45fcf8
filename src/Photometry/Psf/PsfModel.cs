namespace GaLNet.Photometry.Psf;

/// <summary>
/// The PSF over a region of an image: a double elliptical Moffat (2DPHOT's form) whose parameters vary smoothly with
/// position. A plain record of numbers, so that it can be stored and versioned.
/// </summary>
public sealed record PsfModel
{
    /// <summary>Side of the PSF image that the networks and the fits take by default, pixels (GaLNet I).</summary>
    public const int DefaultStampPix = 25;

    // With a stamp of 61 pixels they fill the renderer's box.
    private static readonly int[] WideSides = [35, 43, 51];
    private const double WideHalfFwhm = 5;

    // What one sure star leaves open of the PSF, as a share of flux: measured on mock fields (docs/decisions/errors.md).
    private const double FluxErrorOfStar = 0.006;

    /// <summary>Reference position, image pixels (0-based): coordinates are (x - XRefPix)/ScalePix.</summary>
    public required double XRefPix { get; init; }
    /// <summary>Reference row, image pixels (0-based).</summary>
    public required double YRefPix { get; init; }
    /// <summary>Length that scales positions to order 1, pixels.</summary>
    public required double ScalePix { get; init; }
    /// <summary>Degree of the polynomial in position: 0 (constant), 1 or 2.</summary>
    public required int Degree { get; init; }
    /// <summary>
    /// [parameters, terms] polynomial coefficients of the Moffat parameters (rows: see <see cref="MoffatParameters"/>);
    /// terms in the order 1, u, v, u², uv, v².
    /// </summary>
    public required double[][] Coefficients { get; init; }
    /// <summary>Stars that entered the fit.</summary>
    public required int StarCount { get; init; }
    /// <summary>Median reduced χ² of the stars with the model.</summary>
    public required double ResidualChi2 { get; init; }
    /// <summary>Which rung of the ladder made it.</summary>
    public required PsfRung Rung { get; init; }
    /// <summary>A PSF that was given: then its images are the model and there are no Moffat parameters.</summary>
    public PsfexBasis? Images { get; init; }

    /// <summary>A PSF that somebody else made.</summary>
    /// <param name="images">Its images, by position.</param>
    public static PsfModel Given(PsfexBasis images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return new PsfModel
        {
            XRefPix = images.XZero - 1,
            YRefPix = images.YZero - 1,
            ScalePix = images.XScale,
            Degree = images.Degree,
            Coefficients = [],
            StarCount = 0,
            ResidualChi2 = double.NaN,
            Rung = PsfRung.Given,
            Images = images,
        };
    }

    /// <summary>The Moffat parameters at a position of the image (0-based pixels).</summary>
    public MoffatParameters ParametersAt(double xPix, double yPix)
    {
        Span<double> terms = stackalloc double[PositionPolynomial.MaxTerms];
        int count = PositionPolynomial.Terms(
            Degree, (xPix - XRefPix) / ScalePix, (yPix - YRefPix) / ScalePix, terms);
        Span<double> values = stackalloc double[MoffatParameters.Count];
        for (int row = 0; row < values.Length; row++)
        {
            for (int k = 0; k < Math.Min(count, Coefficients[row].Length); k++)
                values[row] += Coefficients[row][k] * terms[k];
        }

        return MoffatParameters.FromVector(values);
    }

    /// <summary>
    /// FWHM at a position of the image, pixels: before integration over the pixel; that of the image for a given PSF.
    /// </summary>
    public double FwhmPixAt(double xPix, double yPix) => Images is null
        ? ParametersAt(xPix, yPix).FwhmPix()
        : StampWidth.FwhmPix(StampAt(xPix, yPix));

    /// <summary>
    /// Ellipticity at a position, modulus (1 - q)/(1 + q), e1 along the axes, e2 along the diagonals: the mean of the
    /// two components, each with its share of the light; NaN for a given PSF.
    /// </summary>
    public (double E1, double E2) EllipticityAt(double xPix, double yPix)
    {
        if (Images is not null)
            return (double.NaN, double.NaN);
        var p = ParametersAt(xPix, yPix);
        return (p.E1 + p.WideFraction * p.WideDeltaE1, p.E2 + p.WideFraction * p.WideDeltaE2);
    }

    /// <summary>
    /// Side of an image of the PSF that holds its wings, pixels: five FWHM to each side, in a few steps (fits keep their
    /// buffers by size). What the networks' 25 pixels miss, 1 % of the light, is what bright galaxies show most.
    /// </summary>
    public int WideStampPixAt(double xPix, double yPix)
    {
        double needed = 2 * WideHalfFwhm * FwhmPixAt(xPix, yPix);
        return Array.Find(WideSides, side => side >= needed) is > 0 and var enough ? enough : WideSides[^1];
    }

    /// <summary>
    /// Relative 1-sigma error that the model brings into every flux measured with it: what one star says of the PSF,
    /// over the stars for each term of its polynomial; 0 for a given PSF, of whose making nothing is known.
    /// </summary>
    public double FluxError
        => Images is null && StarCount > 0
            ? FluxErrorOfStar * Math.Sqrt((double)PositionPolynomial.Count(Degree) / StarCount) : 0;

    /// <summary>True when the model describes a PSF at a position: finite and positive; given ones are.</summary>
    public bool IsValidAt(double xPix, double yPix) => Images is not null || ParametersAt(xPix, yPix).IsValid;

    /// <summary>The image of a star centred on the central pixel: unit sum, the pixel's response included.</summary>
    /// <param name="xPix">Column of the image, 0-based.</param>
    /// <param name="yPix">Row of the image, 0-based.</param>
    /// <param name="sizePix">Odd side of the stamp, pixels.</param>
    /// <exception cref="ArgumentException">The side is even or less than 3.</exception>
    public PsfStamp StampAt(double xPix, double yPix, int sizePix = DefaultStampPix)
    {
        if (sizePix < 3 || sizePix % 2 == 0)
            throw new ArgumentException($"A PSF stamp of {sizePix} pixels was asked for; give an odd side from 3 up.");
        return Images?.StampAt(xPix, yPix, sizePix) ?? Render(ParametersAt(xPix, yPix), sizePix);
    }

    /// <summary>
    /// Share of a star's light that a stamp holds, of what falls where the model was fitted: stamps have unit sum, so
    /// that a flux measured with them is short by the rest. What lies farther out the free sky of the stars took, as
    /// that of a galaxy's fit does. 1 for a given PSF, whose images say all there is.
    /// </summary>
    /// <param name="xPix">Column of the image, 0-based.</param>
    /// <param name="yPix">Row of the image, 0-based.</param>
    /// <param name="sizePix">Odd side of the stamp, pixels.</param>
    public double LightInsideAt(double xPix, double yPix, int sizePix = DefaultStampPix)
    {
        if (Images is not null)
            return 1;
        var p = ParametersAt(xPix, yPix);
        double outer = 0.5 + Math.Min(PsfFitOptions.DefaultStampHalfFwhm * p.FwhmPix(), PsfFitter.MaxStampHalfPix);
        return outer > 0.5 * sizePix ? new DoubleMoffat(p).LightInside(0.5 * sizePix, outer) : 1;
    }

    /// <summary>The image of a star with given Moffat parameters, unit sum, the pixel's response included.</summary>
    public static PsfStamp Render(MoffatParameters parameters, int sizePix)
    {
        var moffat = new DoubleMoffat(parameters);
        int count = sizePix * sizePix, centre = count / 2, half = sizePix / 2;
        // A PSF on a pixel's centre looks the same from both sides: the second half mirrors the first.
        var pixels = moffat.NewPixels();
        for (int at = 0; at <= centre; at++)
            pixels.Add(at, at % sizePix - half, at / sizePix - half);
        pixels.Complete();
        Span<double> light = centre < DefaultStampPix * DefaultStampPix
            ? stackalloc double[centre + 1] : new double[centre + 1];
        moffat.Light(pixels, light);
        double sum = -light[centre];
        foreach (double value in light)
            sum += 2 * value;
        var stamp = new float[count];
        for (int at = 0; at <= centre; at++)
            stamp[at] = stamp[count - 1 - at] = (float)(light[at] / sum);
        return new PsfStamp(sizePix, sizePix, stamp);
    }
}
