namespace GaLNet.Grains.Interfaces.References;

/// <summary>
/// Somebody else's measurement of a galaxy, converted once to our conventions (units as in
/// <see cref="Galaxies.GalaxyFit"/>). Values that it does not give are NaN.
/// </summary>
[GenerateSerializer, Immutable, Alias("GaLNet.ReferenceMeasurement")]
public sealed record ReferenceMeasurement
{
    /// <summary>Name of the reference, <see cref="ReferenceInfo.Name"/>.</summary>
    [Id(0)] public required string Reference { get; init; }
    /// <summary>Content it was read from, <see cref="ReferenceInfo.ContentHash"/>.</summary>
    [Id(1)] public required string ContentHash { get; init; }
    /// <summary>The galaxy.</summary>
    [Id(2)] public required long GalaxyId { get; init; }
    /// <summary>The source's name in its own catalogue.</summary>
    [Id(3)] public required string SourceId { get; init; }
    /// <summary>Degrees ICRS.</summary>
    [Id(4)] public required double RaDeg { get; init; }
    /// <summary>Degrees ICRS.</summary>
    [Id(5)] public required double DecDeg { get; init; }
    /// <summary>Total AB magnitude.</summary>
    [Id(6)] public required double Mag { get; init; }
    /// <summary>Semi-major half-light radius, arcsec.</summary>
    [Id(7)] public required double ReffArcsec { get; init; }
    /// <summary>Axis ratio minor/major.</summary>
    [Id(8)] public required double Q { get; init; }
    /// <summary>Degrees North through East, [0, 180).</summary>
    [Id(9)] public required double PaDeg { get; init; }
    /// <summary>Sérsic index.</summary>
    [Id(10)] public required double N { get; init; }
    /// <summary>1-sigma error of <see cref="Mag"/>.</summary>
    [Id(11)] public required double MagError { get; init; }
    /// <summary>1-sigma error of <see cref="ReffArcsec"/>, arcsec.</summary>
    [Id(12)] public required double ReffError { get; init; }
    /// <summary>1-sigma error of <see cref="Q"/>.</summary>
    [Id(13)] public required double QError { get; init; }
    /// <summary>1-sigma error of <see cref="PaDeg"/>, degrees.</summary>
    [Id(14)] public required double PaError { get; init; }
    /// <summary>1-sigma error of <see cref="N"/>.</summary>
    [Id(15)] public required double NError { get; init; }
    /// <summary>Reduced χ² as its own code states it.</summary>
    [Id(16)] public required double Chi2 { get; init; }
    /// <summary>Distance from our position when it was matched, arcsec; 0 when matched by id.</summary>
    [Id(17)] public required double SeparationArcsec { get; init; }
    /// <summary>Bits of <see cref="ReferenceFlags"/>.</summary>
    [Id(18)] public required int Flags { get; init; }
    /// <summary>The flags of its own code, as they are; 0 when there are none.</summary>
    [Id(19)] public required long TheirFlags { get; init; }

    /// <summary>Circularised radius √q·rEff, arcsec.</summary>
    public double ReffCircArcsec => Math.Sqrt(Q) * ReffArcsec;

    /// <summary>True when the values make up a model that can be drawn.</summary>
    public bool IsModel => double.IsFinite(RaDeg + DecDeg + Mag + ReffArcsec + Q + PaDeg + N) && ReffArcsec > 0
        && Q > 0 && N > 0;
}
