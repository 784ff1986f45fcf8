namespace GaLNet.Photometry.Fitting;

/// <summary>What a reader must know about a measurement. Bits are stored for ever: never renumber them.</summary>
[Flags]
public enum FitFlags
{
    /// <summary>Nothing to report.</summary>
    None = 0,
    /// <summary>Masked, NaN or zero-weight pixels inside the stamp were left out.</summary>
    MaskedPixels = 1 << 0,
    /// <summary>The stamp reaches beyond the image.</summary>
    ImageEdge = 1 << 1,
    /// <summary>Saturated pixels inside the source.</summary>
    Saturated = 1 << 2,
    /// <summary>Light of a neighbour overlaps the source.</summary>
    Blended = 1 << 3,
    /// <summary>The paper's S/N (inside 1.5 arcsec) is below the limit: listed, not fitted.</summary>
    LowSignalToNoise = 1 << 4,
    /// <summary>Too few stars nearby: the PSF is the mean of the tile or was borrowed from the image.</summary>
    PsfFallback = 1 << 5,
    /// <summary>Magnitude at the edge of the allowed range.</summary>
    MagNearBound = 1 << 6,
    /// <summary>Effective radius at the edge of the allowed range.</summary>
    ReffNearBound = 1 << 7,
    /// <summary>Axis ratio at the edge of the allowed range.</summary>
    AxisRatioNearBound = 1 << 8,
    /// <summary>Sérsic index at the edge of the allowed range.</summary>
    IndexNearBound = 1 << 9,
    /// <summary>The stamp is unlike what a network was trained on.</summary>
    OutsideTrainingDomain = 1 << 10,
    /// <summary>The minimisation stopped before it converged.</summary>
    NotConverged = 1 << 11,
    /// <summary>The covariance is singular: no errors.</summary>
    NoCovariance = 1 << 12,
    /// <summary>The effective radius is large compared with the stamp.</summary>
    StampTooSmall = 1 << 13,
    /// <summary>No measurement: the values are NaN.</summary>
    Failed = 1 << 14,
    /// <summary>A point source: listed with position and magnitude, not fitted.</summary>
    Star = 1 << 15,
}
