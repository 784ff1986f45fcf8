using Orleans.Concurrency;

namespace GaLNet.Grains.Interfaces.Images;

/// <summary>One registered image. Key: its <see cref="ImageInfo.ImageId"/>.</summary>
[Alias("GaLNet.IImageGrain")]
public interface IImageGrain : IGrainWithStringKey
{
    /// <summary>
    /// Registers the image; again only follows its files to where they are now. Another content under the same id
    /// replaces the one before: the next revision, which remembers where the two differ. May be repeated.
    /// </summary>
    [Alias("Register")]
    Task<ImageRegistration> Register(
        ImageInfo image, ImageBlocks blocks, CancellationToken cancellationToken = default);

    /// <summary>The image, or null when it was never registered.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<ImageInfo?> Get(CancellationToken cancellationToken = default);

    /// <summary>
    /// The PSF of the whole image, measured once from sure stars sampled over it; null when it has too few stars.
    /// </summary>
    [Alias("GetPsf"), ResponseTimeout("00:30:00")]
    Task<StoredPsf?> GetPsf(CancellationToken cancellationToken = default);
}
