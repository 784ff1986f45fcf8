namespace GaLNet.Photometry.Statistics;

/// <summary>What can be scored against truth, in the order in which the paper's tables list it.</summary>
public enum ScoredParameter
{
    /// <summary>Centre along a row, arcsec.</summary>
    X = 0,
    /// <summary>Centre along a column, arcsec.</summary>
    Y = 1,
    /// <summary>Total magnitude.</summary>
    Mag = 2,
    /// <summary>Semi-major effective radius, arcsec.</summary>
    Reff = 3,
    /// <summary>Position angle compared as a plain number, as in the paper: 1 and 179 degrees are far apart.</summary>
    PaRaw = 4,
    /// <summary>Position angle compared modulo 180 degrees.</summary>
    Pa = 5,
    /// <summary>Axis ratio q.</summary>
    AxisRatio = 6,
    /// <summary>Sérsic index n.</summary>
    Index = 7,
}
