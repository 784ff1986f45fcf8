using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Photometry.Mocks;

/// <summary>The truth about one object of a mock image.</summary>
public sealed record MockSource
{
    /// <summary>True for a point source: then size, shape and index mean nothing and are 0.</summary>
    public required bool IsStar { get; init; }
    /// <summary>Centre along a row, 0-based pixels.</summary>
    public required double XPix { get; init; }
    /// <summary>Centre along a column, 0-based pixels.</summary>
    public required double YPix { get; init; }
    /// <summary>The seven parameters; offsets are those from the stamp's centre, 0 in a field.</summary>
    public required GalaxyParameters Parameters { get; init; }
    /// <summary>Noise-free S/N within 1.5 arcsec of the centre; NaN when it was not asked for.</summary>
    public double SignalToNoise { get; init; } = double.NaN;
    /// <summary>The PSF at its place; null where one PSF holds for all.</summary>
    public MockPsf? Psf { get; init; }

    /// <summary>The profile in the image's pixels and counts.</summary>
    public SersicProfile ToProfile(double pixelScaleArcsec, double zeroPoint) => new(
        XPix, YPix, Flux(zeroPoint), Parameters.ReffArcsec / pixelScaleArcsec, Parameters.AxisRatio,
        Parameters.PaDeg, Parameters.Index);

    /// <summary>Total flux, counts.</summary>
    public double Flux(double zeroPoint) => Math.Pow(10, -0.4 * (Parameters.Mag - zeroPoint));

    /// <summary>A star of the given magnitude.</summary>
    public static MockSource Star(double xPix, double yPix, double mag) => new()
    {
        IsStar = true,
        XPix = xPix,
        YPix = yPix,
        Parameters = new GalaxyParameters(0, 0, mag, 0, 0, 0, 0),
    };
}
