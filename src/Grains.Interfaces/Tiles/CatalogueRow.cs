namespace GaLNet.Grains.Interfaces.Tiles;

/// <summary>
/// One row of the catalogue: a galaxy measured on an image, or a star or faint source that is only listed (the seven
/// parameters are then NaN but for position and magnitude). Units as in <see cref="Galaxies.GalaxyFit"/>.
/// </summary>
public readonly record struct CatalogueRow
{
    public required long GalaxyId { get; init; }
    public required string Tile { get; init; }
    public required double RaDeg { get; init; }
    public required double DecDeg { get; init; }
    public required double XFits { get; init; }
    public required double YFits { get; init; }
    public required double Mag { get; init; }
    public required double ReffArcsec { get; init; }
    public required double Q { get; init; }
    public required double PaDeg { get; init; }
    public required double N { get; init; }
    public required double XError { get; init; }
    public required double YError { get; init; }
    public required double MagError { get; init; }
    public required double ReffError { get; init; }
    public required double QError { get; init; }
    public required double PaError { get; init; }
    public required double NError { get; init; }
    public required double Chi2 { get; init; }
    public required double Chi2Reff { get; init; }
    public required double SignalToNoise { get; init; }
    public required int Flags { get; init; }
    public required double PsfFwhmArcsec { get; init; }
    public required int PsfVersion { get; init; }
    public required string Engine { get; init; }
    public required string Model { get; init; }
    public required string ImageId { get; init; }
    /// <summary>UTC; default for rows that were only listed.</summary>
    public required DateTimeOffset FittedAt { get; init; }
    /// <summary>True when the fit differs from what its tile would use now.</summary>
    public required bool IsStale { get; init; }

    /// <summary>Circularised radius √q·rEff, arcsec.</summary>
    public double ReffCircArcsec => Math.Sqrt(Q) * ReffArcsec;
}
