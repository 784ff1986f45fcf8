using GaLNet.Photometry.Profiles;

namespace GaLNet.Photometry.Fitting;

/// <summary>
/// A measured galaxy in the stamp's own pixels and counts. Values that could not be measured are NaN, with a flag.
/// </summary>
public sealed record SersicFit
{
    /// <summary>The seven parameters.</summary>
    public required SersicProfile Profile { get; init; }

    /// <summary>
    /// 1-sigma errors of the seven parameters, in the same fields and units as <see cref="Profile"/>.
    /// </summary>
    public required SersicProfile Errors { get; init; }

    /// <summary>
    /// Half widths of the central 95 % intervals of the seven parameters, where the engine knows them apart from
    /// <see cref="Errors"/>; null = 1.96 of those.
    /// </summary>
    public SersicProfile? Errors95 { get; init; }

    /// <summary>Local sky, counts per pixel.</summary>
    public double Sky { get; init; }

    /// <summary>1-sigma error of <see cref="Sky"/>; 0 when it was fixed.</summary>
    public double SkyError { get; init; }

    /// <summary>
    /// Covariance [8, 8] row-major of (x, y, flux, rEff, q, pa, n, sky), units as in <see cref="Profile"/>;
    /// null with <see cref="FitFlags.NoCovariance"/>.
    /// </summary>
    public double[]? Covariance { get; init; }

    /// <summary>Reduced chi² over all used pixels of the stamp.</summary>
    public double Chi2 { get; init; } = double.NaN;

    /// <summary>
    /// Reduced chi² over the pixels inside rEff with the background's variance alone (GaLNet I, Eq. 11).
    /// </summary>
    public double Chi2Reff { get; init; } = double.NaN;

    /// <summary>Signal to noise inside the 1.5 arcsec aperture (GaLNet I, §2.2).</summary>
    public double SignalToNoise { get; init; } = double.NaN;

    /// <summary>What a reader must know.</summary>
    public FitFlags Flags { get; init; }

    /// <summary>Model evaluations spent.</summary>
    public int Iterations { get; init; }

    /// <summary>Profiles of the neighbours that were fitted together with the target.</summary>
    public IReadOnlyList<SersicProfile> FittedNeighbours { get; init; } = [];

    /// <summary>An answer that says only why there is none.</summary>
    public static SersicFit NotMeasured(FitFlags why) => new()
    {
        Profile = AllNaN,
        Errors = AllNaN,
        Sky = double.NaN,
        SkyError = double.NaN,
        Flags = why | FitFlags.Failed,
    };

    private static SersicProfile AllNaN { get; } =
        new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
}
