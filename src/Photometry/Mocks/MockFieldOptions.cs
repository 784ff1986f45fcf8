namespace GaLNet.Photometry.Mocks;

/// <summary>What field to make. The defaults: 5 x 5 arcmin of KiDS r with about 560 galaxies and 80 stars.</summary>
public sealed record MockFieldOptions
{
    /// <summary>Pixels along a row.</summary>
    public int WidthPix { get; init; } = 1500;
    /// <summary>Rows.</summary>
    public int HeightPix { get; init; } = 1500;
    /// <summary>Arcsec per pixel.</summary>
    public double PixelScaleArcsec { get; init; } = 0.2;
    /// <summary>Magnitude of one count.</summary>
    public double ZeroPoint { get; init; }
    /// <summary>Galaxies and stars of the sky.</summary>
    public SkyPopulation Population { get; init; } = SkyPopulation.Detectable;
    /// <summary>Multiplies the numbers of galaxies and stars.</summary>
    public double Density { get; init; } = 1;
    /// <summary>
    /// Galaxies added from <see cref="Priors"/>, anywhere in the field: a field for accuracy has more bright galaxies
    /// than the sky. The S/N cut of the priors is not applied.
    /// </summary>
    public int ExtraGalaxies { get; init; }
    /// <summary>Distribution of the added galaxies.</summary>
    public MockPriors Priors { get; init; } = MockPriors.Paper;
    /// <summary>Distribution of the PSF at the centre; cut at 5 arcsec, so that wings matter.</summary>
    public MockPsfPriors PsfPriors { get; init; } = MockPsfPriors.KidsR with { TruncationArcsec = 5 };
    /// <summary>Noise of the image.</summary>
    public MockNoise Noise { get; init; } = MockNoise.KidsR;
    /// <summary>Level of sky left in the image, counts per pixel.</summary>
    public double SkyLevel { get; init; }
    /// <summary>Magnitude of one extra star inside the field that saturates; null for none.</summary>
    public double? SaturatedStarMag { get; init; }
    /// <summary>
    /// Counts at which pixels are clipped. Null: where a star three magnitudes fainter than the saturated one peaks,
    /// or nowhere when there is none.
    /// </summary>
    public double? Saturation { get; init; }
    /// <summary>Objects are also drawn this far beyond the edges, arcsec: their wings reach in.</summary>
    public double MarginArcsec { get; init; } = 5;
}
