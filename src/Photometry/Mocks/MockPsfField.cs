namespace GaLNet.Photometry.Mocks;

/// <summary>
/// A PSF that varies smoothly over an image: FWHM and ellipticity are quadratic in (u, v), the position scaled to
/// [-1, 1] along the longer side.
/// </summary>
/// <param name="Centre">The PSF at the image's centre.</param>
/// <param name="WidthPix">Pixels along a row.</param>
/// <param name="HeightPix">Rows.</param>
/// <param name="Fwhm">Relative changes of the FWHM: coefficients of u, v, u² + v².</param>
/// <param name="E1">Changes of e1: coefficients of u, v, u² + v².</param>
/// <param name="E2">Changes of e2: coefficients of u, v, u² + v².</param>
public sealed record MockPsfField(
    MockPsf Centre, int WidthPix, int HeightPix, (double U, double V, double Curve) Fwhm,
    (double U, double V, double Curve) E1, (double U, double V, double Curve) E2)
{
    private const double LargestEllipticity = 0.3;

    /// <summary>A PSF drawn for the centre, with changes of a few per cent over an image of the given size.</summary>
    public static MockPsfField Draw(MockPsfPriors priors, int widthPix, int heightPix, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(priors);
        var centre = priors.Draw(random);
        (double, double, double) Coefficients(double slope, double curve)
            => (slope * random.NextNormal(), slope * random.NextNormal(), curve * random.NextNormal());
        return new MockPsfField(
            centre, widthPix, heightPix, Coefficients(0.03, 0.02), Coefficients(0.012, 0.008),
            Coefficients(0.012, 0.008));
    }

    /// <summary>The PSF at a position, 0-based pixels.</summary>
    public MockPsf At(double xPix, double yPix)
    {
        var half = 0.5 * Math.Max(WidthPix, HeightPix);
        var u = (xPix - 0.5 * (WidthPix - 1)) / half;
        var v = (yPix - 0.5 * (HeightPix - 1)) / half;
        double Change((double U, double V, double Curve) c) => c.U * u + c.V * v + c.Curve * (u * u + v * v);
        // Far outside the image a quadratic runs away; objects there only lend their wings.
        var scale = Math.Clamp(1 + Change(Fwhm), 0.5, 2);
        var e1 = Centre.Ellipticity1 + Change(E1);
        var e2 = Centre.Ellipticity2 + Change(E2);
        var shrink = Math.Min(1, LargestEllipticity / Math.Sqrt(e1 * e1 + e2 * e2 + 1e-12));
        return (Centre with
        {
            Fwhm1Arcsec = Centre.Fwhm1Arcsec * scale,
            Fwhm2Arcsec = Centre.Fwhm2Arcsec * scale,
        }).WithEllipticity(e1 * shrink, e2 * shrink);
    }
}
