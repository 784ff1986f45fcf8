namespace GaLNet.Photometry.Psf;

/// <summary>How the PSF model is fitted to sure stars.</summary>
public sealed record PsfFitOptions
{
    /// <summary>Fewer stars than this make no model: the caller borrows one from the image.</summary>
    public int MinStars { get; init; } = 3;

    /// <summary>Stars from which the PSF may vary linearly over the plane.</summary>
    public int MinStarsLinear { get; init; } = 8;

    /// <summary>Stars from which it may vary quadratically.</summary>
    public int MinStarsQuadratic { get; init; } = 25;

    /// <summary>Highest degree of the variation, 0..2.</summary>
    public int MaxDegree { get; init; } = 2;

    /// <summary>Half side of the stamps that are fitted unless another is asked for, in FWHM.</summary>
    public const double DefaultStampHalfFwhm = 4.5;

    /// <summary>Half side of the stamps that are fitted, in FWHM.</summary>
    public double StampHalfFwhm { get; init; } = DefaultStampHalfFwhm;

    /// <summary>How well the form can describe a real PSF: this share of the model is added to the noise.</summary>
    public double ModelAccuracy { get; init; } = 0.01;
}
