namespace GaLNet.ClientCli.References;

/// <summary>
/// What somebody's catalogue calls things and in which conventions: read from a small TOML file, <see
/// cref="FormatText"/>.
/// </summary>
internal sealed record ReferenceFormat
{
    /// <summary>Name on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>One line for people.</summary>
    public required string Title { get; init; }

    /// <summary>True for GALFIT's own text and image-block files, which are no tables.</summary>
    public bool IsGalfit { get; init; }

    /// <summary>Names that a quantity's column may have, the first found is taken.</summary>
    public required IReadOnlyDictionary<string, string[]> Columns { get; init; }

    /// <summary>Arcsec of one unit of radius; NaN = pixels of the image.</summary>
    public double RadiusUnitArcsec { get; init; } = 1;

    /// <summary>Degrees of one unit of angle.</summary>
    public double AngleUnitDeg { get; init; } = 1;

    /// <summary>Coordinate of the centre of the image's first pixel.</summary>
    public double FirstPixel { get; init; } = 1;

    /// <summary>Which radius.</summary>
    public RadiusKind Radius { get; init; }

    /// <summary>Which flattening.</summary>
    public AxisKind Axis { get; init; }

    /// <summary>Where angles are counted from.</summary>
    public AngleFrame Angle { get; init; }

    /// <summary>True when error columns hold inverse variances.</summary>
    public bool ErrorsAreInverseVariances { get; init; }

    /// <summary>AB magnitude of a flux of 1; NaN = brightness is given in magnitudes.</summary>
    public double FluxZeroPoint { get; init; } = double.NaN;

    /// <summary>Added to magnitudes.</summary>
    public double MagOffset { get; init; }

    /// <summary>
    /// Arcsec per pixel where no image is given and North is up and East to the left by construction; NaN = an image
    /// is needed for pixels.
    /// </summary>
    public double NorthUpPixelScaleArcsec { get; init; } = double.NaN;

    /// <summary>False when positions are those of the detection, not of the fit.</summary>
    public bool IsCentreFitted { get; init; } = true;

    /// <summary>Values that mean "none", in any column of numbers.</summary>
    public double[] BadValues { get; init; } = [];

    /// <summary>Values that mean "none" in one quantity's column.</summary>
    public IReadOnlyDictionary<string, double[]> BadValuesOf { get; init; } = new Dictionary<string, double[]>();

    /// <summary>Where the code's fit is bounded, in our units, of mag, reff, q or n.</summary>
    public IReadOnlyDictionary<string, double[]> Bounds { get; init; } = new Dictionary<string, double[]>();

    /// <summary>Where the code's fit starts, in its own convention, of pa or q; returned unchanged = not fitted.</summary>
    public IReadOnlyDictionary<string, double[]> InitialGuess { get; init; } = new Dictionary<string, double[]>();

    /// <summary>Bits of its flags that mean a doubtful fit; 0 = none.</summary>
    public long DoubtfulFlags { get; init; }

    /// <summary>The conventions in words, one sentence each: recorded with what is attached.</summary>
    public string[] InWords() =>
    [
        Radius == RadiusKind.Major ? "radius: semi-major half-light radius" :
            "radius: circularised, divided by sqrt(q)",
        double.IsNaN(RadiusUnitArcsec) ? "radius unit: pixels, times the image's scale at the source"
            : FormattableString.Invariant($"radius unit: {RadiusUnitArcsec} arcsec"),
        Axis switch
        {
            AxisKind.Ratio => "flattening: axis ratio",
            AxisKind.Ellipticity => "flattening: ellipticity 1 - q",
            AxisKind.E1E2 => "flattening and angle: (e1, e2), |e| = (1 - q)/(1 + q)",
            _ => "flattening and angle: sizes along x and y and their correlation",
        },
        Angle switch
        {
            AngleFrame.NorthEast => "angle: from North through East",
            AngleFrame.ImageX => "angle: counter-clockwise from +x, turned by the image's WCS",
            _ => "angle: counter-clockwise from +y, turned by the image's WCS",
        },
        double.IsNaN(FluxZeroPoint)
            ? FormattableString.Invariant($"brightness: magnitudes, {MagOffset} added")
            : FormattableString.Invariant($"brightness: fluxes of zero point {FluxZeroPoint}, {MagOffset} mag added"),
        ErrorsAreInverseVariances ? "errors: inverse variances" : "errors: 1 sigma",
        IsCentreFitted ? "position: fitted centre" : "position: of the detection",
    ];
}
