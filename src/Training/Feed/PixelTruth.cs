using GaLNet.Photometry.Statistics;

namespace GaLNet.Training.Feed;

/// <summary>
/// A galaxy as its pixels know it, without zero point and pixel scale: offsets and radius in pixels, flux in units of
/// the sky's standard deviation per pixel.
/// </summary>
/// <param name="XPix">Centre along a row from the centre of the central pixel, pixels.</param>
/// <param name="YPix">Centre along a column from the centre of the central pixel, pixels.</param>
/// <param name="SigmaMag">-2.5 log10 of the total flux in units of the sky sigma.</param>
/// <param name="ReffPix">Semi-major effective radius, pixels.</param>
/// <param name="AxisRatio">Axis ratio q.</param>
/// <param name="PaDeg">Position angle counter-clockwise from +x, degrees, [0, 180).</param>
/// <param name="Index">Sérsic index n.</param>
public readonly record struct PixelTruth(
    double XPix, double YPix, double SigmaMag, double ReffPix, double AxisRatio, double PaDeg, double Index)
{
    /// <summary>From sky units.</summary>
    /// <param name="galaxy">The galaxy.</param>
    /// <param name="pixelScaleArcsec">Arcsec per pixel.</param>
    /// <param name="skySigmaMag">Zero point - 2.5 log10 of the sky sigma in counts.</param>
    public static PixelTruth Of(in GalaxyParameters galaxy, double pixelScaleArcsec, double skySigmaMag) => new(
        galaxy.XArcsec / pixelScaleArcsec, galaxy.YArcsec / pixelScaleArcsec, galaxy.Mag - skySigmaMag,
        galaxy.ReffArcsec / pixelScaleArcsec, galaxy.AxisRatio, galaxy.PaDeg, galaxy.Index);

    /// <summary>In sky units.</summary>
    public GalaxyParameters ToSky(double pixelScaleArcsec, double skySigmaMag) => new(
        XPix * pixelScaleArcsec, YPix * pixelScaleArcsec, SigmaMag + skySigmaMag, ReffPix * pixelScaleArcsec,
        AxisRatio, PaDeg, Index);
}
