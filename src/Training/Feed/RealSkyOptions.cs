namespace GaLNet.Training.Feed;

/// <summary>Real sky and real PSFs for the mocks; kept in checkpoints, so that a resumed run finds the same.</summary>
public sealed record RealSkyOptions
{
    /// <summary>Images on which galaxies are laid, of one pixel scale and zero point; none = drawn sky.</summary>
    public IReadOnlyList<string> Backgrounds { get; init; } = [];
    /// <summary>Masks of the images (not 0 = never inside a stamp), as many as images, or none.</summary>
    public IReadOnlyList<string> Masks { get; init; } = [];
    /// <summary>True: every galaxy has the PSF of its place; false: one drawn at random, as in the paper.</summary>
    public bool PairPsf { get; init; } = true;
    /// <summary>Folder or file of real PSFs to draw from; null = the double-Moffat distribution.</summary>
    public string? Psfs { get; init; }
    /// <summary>AB magnitude of one count of the images; null = their keywords.</summary>
    public double? ZeroPoint { get; init; }
    /// <summary>Electrons per count of the images; null = their keywords.</summary>
    public double? Gain { get; init; }
    /// <summary>Arcsec per pixel of the images; null = their WCS.</summary>
    public double? PixelScaleArcsec { get; init; }
}
