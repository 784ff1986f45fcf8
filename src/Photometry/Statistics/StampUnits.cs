using GaLNet.Photometry.Profiles;

namespace GaLNet.Photometry.Statistics;

/// <summary>What turns a stamp's pixels and counts into arcsec and magnitudes, and back.</summary>
/// <param name="Width">Pixels along a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="PixelScaleArcsec">Arcsec per pixel.</param>
/// <param name="ZeroPoint">AB magnitude of one count.</param>
public readonly record struct StampUnits(int Width, int Height, double PixelScaleArcsec, double ZeroPoint)
{
    private const double MagPerRelativeFlux = 2.5 / 2.302585092994046;

    /// <summary>Sky units; offsets from the centre of the central pixel (size/2 rounded down, counted from 0).</summary>
    public GalaxyParameters Values(in SersicProfile p) => new(
        (p.XPix - Width / 2) * PixelScaleArcsec, (p.YPix - Height / 2) * PixelScaleArcsec,
        ZeroPoint - 2.5 * Math.Log10(p.Flux), p.ReffPix * PixelScaleArcsec, p.AxisRatio, PositionAngles.Wrap(p.PaDeg),
        p.Index);

    /// <summary>Errors in sky units.</summary>
    /// <param name="e">Errors of the profile.</param>
    /// <param name="flux">The profile's flux, counts.</param>
    public GalaxyParameters Errors(in SersicProfile e, double flux) => new(
        e.XPix * PixelScaleArcsec, e.YPix * PixelScaleArcsec, MagPerRelativeFlux * e.Flux / flux,
        e.ReffPix * PixelScaleArcsec, e.AxisRatio, e.PaDeg, e.Index);

    /// <summary>The profile of a galaxy in sky units.</summary>
    public SersicProfile ToProfile(in GalaxyParameters g) => new(
        g.XArcsec / PixelScaleArcsec + Width / 2, g.YArcsec / PixelScaleArcsec + Height / 2,
        Math.Pow(10, 0.4 * (ZeroPoint - g.Mag)), g.ReffArcsec / PixelScaleArcsec, g.AxisRatio, g.PaDeg, g.Index);
}
