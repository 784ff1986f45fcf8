namespace GaLNet.Photometry.Detection;

/// <summary>
/// How sources are found. The defaults suit a sky-limited survey image sampled at 2-5 pixels per FWHM.
/// </summary>
public sealed record DetectionOptions
{
    /// <summary>FWHM of the matched filter, pixels: the seeing. NaN = of the given PSF, else 3 pixels.</summary>
    public double FilterFwhmPix { get; init; } = double.NaN;

    /// <summary>Least significance of a source's peak in the matched-filtered image, sigma.</summary>
    public double PeakSigma { get; init; } = 5.0;

    /// <summary>Significance down to which a footprint extends, sigma of the filtered image.</summary>
    public double FootprintSigma { get; init; } = 3.0;

    /// <summary>Least pixels of a footprint.</summary>
    public int MinArea { get; init; } = 5;

    /// <summary>
    /// Least height of a branch's peak above its saddle, in units of the saddle: keeps spiral arms with their galaxy.
    /// </summary>
    public double DeblendContrast { get; init; } = 0.1;

    /// <summary>Least height of a branch's peak above its saddle, in units of the noise there.</summary>
    public double DeblendSigma { get; init; } = 4.0;

    /// <summary>
    /// Least share of a large galaxy's light that a branch must hold above its saddle to be a source.
    /// </summary>
    public double LargeGalaxyContrast { get; init; } = 0.005;

    /// <summary>As <see cref="DeblendContrast"/>, for the sharpened image.</summary>
    public double SharpDeblendContrast { get; init; } = 0.1;

    /// <summary>As <see cref="DeblendSigma"/>, for the sharpened image.</summary>
    public double SharpDeblendSigma { get; init; } = 4.5;

    /// <summary>Side of the sky mesh, pixels.</summary>
    public int SkyMeshPix { get; init; } = 128;

    /// <summary>Radius of the aperture of the paper's S/N, arcsec.</summary>
    public double SignalRadiusArcsec { get; init; } = 1.5;
}
