namespace GaLNet.Photometry.Statistics;

/// <summary>
/// The seven numbers of a galaxy in sky units, as truth tables and catalogues list them (GaLNet I, Table 1). A value
/// that is not known is NaN. The same type carries errors and bounds: then each field is 1 sigma of that parameter.
/// </summary>
/// <param name="XArcsec">Centre along a row, arcsec from the centre of the stamp's central pixel.</param>
/// <param name="YArcsec">Centre along a column, arcsec from the centre of the stamp's central pixel.</param>
/// <param name="Mag">Total AB magnitude, integrated to infinity.</param>
/// <param name="ReffArcsec">Half-light semi-major axis before PSF convolution, arcsec.</param>
/// <param name="AxisRatio">Minor/major axis ratio q, (0, 1].</param>
/// <param name="PaDeg">Position angle, degrees; counter-clockwise from +x in stamps, [0, 180).</param>
/// <param name="Index">Sérsic index n.</param>
public readonly record struct GalaxyParameters(
    double XArcsec, double YArcsec, double Mag, double ReffArcsec, double AxisRatio, double PaDeg, double Index)
{
    /// <summary>The value that a score of <paramref name="parameter"/> looks at.</summary>
    public double this[ScoredParameter parameter] => parameter switch
    {
        ScoredParameter.X => XArcsec,
        ScoredParameter.Y => YArcsec,
        ScoredParameter.Mag => Mag,
        ScoredParameter.Reff => ReffArcsec,
        ScoredParameter.Pa or ScoredParameter.PaRaw => PaDeg,
        ScoredParameter.AxisRatio => AxisRatio,
        ScoredParameter.Index => Index,
        _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter, "Not one of the scored parameters."),
    };
}
