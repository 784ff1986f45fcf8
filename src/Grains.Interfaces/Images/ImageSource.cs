namespace GaLNet.Grains.Interfaces.Images;

/// <summary>
/// What a user says about an image: its files and, where the header is silent or wrong, its calibration.
/// Paths are as the silos see them; <c>file.fits[EXT]</c> or <c>[n]</c> names an extension.
/// </summary>
[GenerateSerializer, Immutable, Alias("GaLNet.ImageSource")]
public sealed record ImageSource
{
    /// <summary>The image.</summary>
    [Id(0)] public required string Path { get; init; }

    /// <summary>Inverse-variance weights of the same shape, or null.</summary>
    [Id(1)] public string? WeightPath { get; init; }

    /// <summary>Mask of the same shape, non-zero = no data, or null.</summary>
    [Id(2)] public string? MaskPath { get; init; }

    /// <summary>AB magnitude of one count; null = from the header.</summary>
    [Id(3)] public double? ZeroPoint { get; init; }

    /// <summary>Electrons per count; null = from the header.</summary>
    [Id(4)] public double? Gain { get; init; }

    /// <summary>Counts at which pixels saturate; null = from the header.</summary>
    [Id(5)] public double? Saturation { get; init; }

    /// <summary>Arcsec per pixel; null = from the WCS.</summary>
    [Id(6)] public double? PixelScaleArcsec { get; init; }

    /// <summary>Band (u, g, r …); null = from the header.</summary>
    [Id(7)] public string? Band { get; init; }

    /// <summary>PSF to use instead of one from the image's stars: PSFEx, psField, a grid or an image; or null.</summary>
    [Id(8)] public string? PsfPath { get; init; }

    /// <summary>PSF pixels per image pixel of a PSF image; null = as the file says, else 1.</summary>
    [Id(9)] public int? PsfSampling { get; init; }
}
