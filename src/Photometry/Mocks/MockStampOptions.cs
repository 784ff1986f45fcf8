using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Photometry.Mocks;

/// <summary>What stamps to make. The defaults are GaLNet I's: 61 x 61 pixels of KiDS r, Table 1, noise only.</summary>
public sealed record MockStampOptions
{
    /// <summary>Pixels per side, odd: 61, 101 or 151 in the paper.</summary>
    public int SizePix { get; init; } = 61;
    /// <summary>Pixels per side of the PSF stamp, odd.</summary>
    public int PsfSizePix { get; init; } = 25;
    /// <summary>Arcsec per pixel.</summary>
    public double PixelScaleArcsec { get; init; } = 0.2;
    /// <summary>Magnitude of one count.</summary>
    public double ZeroPoint { get; init; }
    /// <summary>Distribution of the targets.</summary>
    public MockPriors Priors { get; init; } = MockPriors.Paper;
    /// <summary>Distribution of the PSFs, where no other source of PSFs is given.</summary>
    public MockPsfPriors PsfPriors { get; init; } = MockPsfPriors.KidsR;
    /// <summary>Real PSFs to draw from, each as likely as any other; null = from <see cref="PsfPriors"/>.</summary>
    public IReadOnlyList<PsfStamp>? PsfImages { get; init; }
    /// <summary>Noise of the stamps; real backgrounds bring their own.</summary>
    public MockNoise Noise { get; init; } = MockNoise.KidsR;
    /// <summary>What lies around the target; null for nothing.</summary>
    public MockCrowding? Crowding { get; init; }
    /// <summary>Real sky to lay the galaxies on; null = sky of Gaussian noise.</summary>
    public MockBackgrounds? Backgrounds { get; init; }

    /// <summary>An object at its offsets from the stamp's centre.</summary>
    public MockSource Place(bool isStar, in GalaxyParameters parameters) => new()
    {
        IsStar = isStar,
        XPix = 0.5 * (SizePix - 1) + parameters.XArcsec / PixelScaleArcsec,
        YPix = 0.5 * (SizePix - 1) + parameters.YArcsec / PixelScaleArcsec,
        Parameters = parameters,
    };
}
