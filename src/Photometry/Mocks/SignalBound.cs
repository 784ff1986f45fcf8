using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Photometry.Mocks;

/// <summary>
/// The S/N that a galaxy has at most: most faint galaxies need not be painted to know that they are too faint.
/// </summary>
/// <param name="sizePix">Pixels per side of the stamp, odd.</param>
/// <param name="pixelScaleArcsec">Arcsec per pixel.</param>
internal sealed class SignalBound(int sizePix, double pixelScaleArcsec)
{
    // What rendering may add to the light of an aperture, generously.
    private const double RenderingError = 1.01;

    private readonly int _pixels = PixelsWithin(
        Math.Min(ApertureSignal.PaperRadiusArcsec / pixelScaleArcsec, sizePix / 2));

    /// <summary>
    /// Not less than the galaxy's S/N in the paper's aperture, under any PSF that is nowhere negative: wherever the
    /// aperture lies, it holds no more light than the isophote of the same area.
    /// </summary>
    /// <param name="galaxy">The galaxy.</param>
    /// <param name="flux">Its light, counts.</param>
    /// <param name="noise">Noise of the stamp.</param>
    public double Of(in GalaxyParameters galaxy, double flux, MockNoise noise)
    {
        var isophote = Math.Sqrt(_pixels / (Math.PI * galaxy.AxisRatio)) * pixelScaleArcsec;
        var light = RenderingError * flux / noise.SkySigma
            * Sersic.FractionInside(isophote, galaxy.ReffArcsec, galaxy.Index);
        return light / Math.Sqrt(light / (noise.Gain * noise.SkySigma) + _pixels);
    }

    private static int PixelsWithin(double radiusPix)
    {
        var (reach, count) = ((int)radiusPix, 0);
        for (var y = -reach; y <= reach; y++)
            for (var x = -reach; x <= reach; x++)
                count += x * x + y * y <= radiusPix * radiusPix ? 1 : 0;
        return count;
    }
}
