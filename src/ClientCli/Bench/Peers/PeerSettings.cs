namespace GaLNet.ClientCli.Bench.Peers;

/// <summary>How SExtractor and PSFEx are run on a set.</summary>
internal sealed record PeerSettings
{
    /// <summary>As the reference catalogue of kids_wide_r was made.</summary>
    public static PeerSettings Kids { get; } = new()
    {
        DetectThreshold = 2, FilterFwhmPix = 2, FilterSide = 3, PixelScaleArcsec = 0.339, PsfDegree = 1,
    };

    /// <summary>Deep, with a filter of the seeing.</summary>
    public static PeerSettings Survey { get; } = new()
    {
        DetectThreshold = 1.5, FilterFwhmPix = 3, FilterSide = 5, PixelScaleArcsec = 0.2, PsfDegree = 2,
    };

    /// <summary>DETECT_THRESH and ANALYSIS_THRESH, sigma.</summary>
    public required double DetectThreshold { get; init; }

    /// <summary>FWHM of the Gaussian detection filter, pixels.</summary>
    public required double FilterFwhmPix { get; init; }

    /// <summary>Side of the filter, pixels, odd.</summary>
    public required int FilterSide { get; init; }

    /// <summary>Arcsec per pixel.</summary>
    public required double PixelScaleArcsec { get; init; }

    /// <summary>Degree of PSFEx's polynomial in position.</summary>
    public required int PsfDegree { get; init; }
}
