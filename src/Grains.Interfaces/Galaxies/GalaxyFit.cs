namespace GaLNet.Grains.Interfaces.Galaxies;

/// <summary>
/// One measurement of one galaxy in sky units, as recorded and exported. Values that could not be measured are NaN,
/// with a flag. Errors are 1 sigma.
/// </summary>
[GenerateSerializer, Immutable, Alias("GaLNet.GalaxyFit")]
public sealed record GalaxyFit
{
    /// <summary>HEALPix NESTED index at order 29 of the discovery position.</summary>
    [Id(0)] public required long GalaxyId { get; init; }
    /// <summary>Fitted centre, degrees ICRS.</summary>
    [Id(1)] public required double RaDeg { get; init; }
    /// <summary>Fitted centre, degrees ICRS.</summary>
    [Id(2)] public required double DecDeg { get; init; }
    /// <summary>Fitted centre, FITS pixels (first pixel = 1).</summary>
    [Id(3)] public required double XFits { get; init; }
    /// <summary>Fitted centre, FITS pixels.</summary>
    [Id(4)] public required double YFits { get; init; }
    /// <summary>AB, total.</summary>
    [Id(5)] public required double Mag { get; init; }
    /// <summary>Semi-major half-light radius before PSF convolution, arcsec.</summary>
    [Id(6)] public required double ReffArcsec { get; init; }
    /// <summary>Axis ratio minor/major.</summary>
    [Id(7)] public required double Q { get; init; }
    /// <summary>Position angle, degrees North through East, [0, 180).</summary>
    [Id(8)] public required double PaDeg { get; init; }
    /// <summary>Sérsic index.</summary>
    [Id(9)] public required double N { get; init; }
    /// <summary>Error of <see cref="XFits"/>, pixels.</summary>
    [Id(10)] public required double XError { get; init; }
    /// <summary>Error of <see cref="YFits"/>, pixels.</summary>
    [Id(11)] public required double YError { get; init; }
    /// <summary>Error of <see cref="Mag"/>.</summary>
    [Id(12)] public required double MagError { get; init; }
    /// <summary>Error of <see cref="ReffArcsec"/>.</summary>
    [Id(13)] public required double ReffError { get; init; }
    /// <summary>Error of <see cref="Q"/>.</summary>
    [Id(14)] public required double QError { get; init; }
    /// <summary>Error of <see cref="PaDeg"/>, degrees.</summary>
    [Id(15)] public required double PaError { get; init; }
    /// <summary>Error of <see cref="N"/>.</summary>
    [Id(16)] public required double NError { get; init; }
    /// <summary>Local sky, counts per pixel.</summary>
    [Id(17)] public required double Sky { get; init; }
    /// <summary>Reduced χ² over the stamp.</summary>
    [Id(18)] public required double Chi2 { get; init; }
    /// <summary>Reduced χ² inside rEff (GaLNet I, Eq. 11).</summary>
    [Id(19)] public required double Chi2Reff { get; init; }
    /// <summary>Signal to noise inside 1.5 arcsec (GaLNet I, §2.2).</summary>
    [Id(20)] public required double SignalToNoise { get; init; }
    /// <summary>Bits of <see cref="Photometry.Fitting.FitFlags"/>.</summary>
    [Id(21)] public required int Flags { get; init; }
    /// <summary>FWHM of the PSF at the galaxy, arcsec.</summary>
    [Id(22)] public required double PsfFwhmArcsec { get; init; }
    /// <summary>What made it.</summary>
    [Id(23)] public required Provenance Provenance { get; init; }
    /// <summary>When, UTC.</summary>
    [Id(24)] public required DateTimeOffset FittedAt { get; init; }

    /// <summary>Circularised radius √q·rEff, arcsec.</summary>
    public double ReffCircArcsec => Math.Sqrt(Q) * ReffArcsec;
}
