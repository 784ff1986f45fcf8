namespace GaLNet.Stamps;

/// <summary>What <c>galnet stamps</c> was asked to measure, and how.</summary>
internal sealed record StampOptions
{
    /// <summary>Cube of stamps, or one stamp.</summary>
    public required string Images { get; init; }

    /// <summary>Cube of PSFs (one per stamp), or one PSF for all.</summary>
    public required string Psfs { get; init; }

    /// <summary>AB magnitude of one count.</summary>
    public required double ZeroPoint { get; init; }

    /// <summary>Arcsec per pixel.</summary>
    public required double PixelScaleArcsec { get; init; }

    /// <summary>Electrons per count.</summary>
    public required double Gain { get; init; }

    /// <summary>Sky noise per pixel, counts; null = estimated in each stamp.</summary>
    public double? SkySigma { get; init; }

    /// <summary>Sky level, taken as exact; null = fitted.</summary>
    public double? Sky { get; init; }

    /// <summary>Total 1-sigma map(s), or null.</summary>
    public string? SigmaMap { get; init; }

    /// <summary>Mask(s), non-zero = leave out, or null.</summary>
    public string? Mask { get; init; }

    /// <summary>PSF pixels per image pixel.</summary>
    public int PsfSampling { get; init; } = 1;

    /// <summary>True when the PSF is optical only: the pixel's response is still to be applied.</summary>
    public bool PsfWithoutPixel { get; init; }

    /// <summary>True to count position angles from +y instead of +x.</summary>
    public bool PaFromY { get; init; }
}
