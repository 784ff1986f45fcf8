using GaLNet.Grains.Interfaces.Images;

namespace GaLNet.Grains.State;

/// <summary>What an image keeps.</summary>
[GenerateSerializer, Alias("GaLNet.ImageState")]
public sealed class ImageState
{
    /// <summary>The image; null = never registered.</summary>
    [Id(0)] public ImageInfo? Info { get; set; }

    /// <summary>The PSF of the whole image; null = not measured, or too few stars.</summary>
    [Id(1)] public StoredPsf? Psf { get; set; }

    /// <summary>Software that measured <see cref="Psf"/> or found too few stars; null = nobody tried.</summary>
    [Id(2)] public string? PsfMadeBy { get; set; }

    /// <summary>Fingerprints of its blocks; null = registered by software that took none.</summary>
    [Id(3)] public ImageBlocks? Blocks { get; set; }

    /// <summary>Where its content was replaced; null = never.</summary>
    [Id(4)] public ImageChanges? Changes { get; set; }
}
