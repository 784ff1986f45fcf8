namespace GaLNet.Photometry.Psf;

/// <summary>
/// The PSF over a region of an image: a double elliptical Moffat (2DPHOT's form) whose parameters vary smoothly with
/// position. A plain record of numbers, so that it can be stored and versioned.
/// </summary>
public sealed record PsfModel
{
    /// <summary>Reference position, image pixels (0-based): coordinates are (x - XRefPix)/ScalePix.</summary>
    public required double XRefPix { get; init; }
    /// <summary>Reference row, image pixels (0-based).</summary>
    public required double YRefPix { get; init; }
    /// <summary>Length that scales positions to order 1, pixels.</summary>
    public required double ScalePix { get; init; }
    /// <summary>Degree of the polynomial in position: 0 (constant), 1 or 2.</summary>
    public required int Degree { get; init; }
    /// <summary>
    /// [parameters, terms] polynomial coefficients of the Moffat parameters; terms in the order 1, u, v, u², uv, v².
    /// </summary>
    public required double[][] Coefficients { get; init; }
    /// <summary>Stars that entered the fit.</summary>
    public required int StarCount { get; init; }
    /// <summary>Median reduced χ² of the stars with the model.</summary>
    public required double ResidualChi2 { get; init; }
    /// <summary>Which rung of the ladder made it.</summary>
    public required PsfRung Rung { get; init; }
}
