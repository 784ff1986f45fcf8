using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.References;
using Orleans.Concurrency;

namespace GaLNet.Grains.Interfaces.Catalogue;

/// <summary>
/// The directory of one catalogue: which images and tiles there are, and the cluster-wide tile order. Touched when
/// images are registered and when everything is listed; never while galaxies are measured. Key: <see cref="Key"/>.
/// </summary>
[Alias("GaLNet.ICatalogueGrain")]
public interface ICatalogueGrain : IGrainWithStringKey
{
    /// <summary>The one key.</summary>
    const string Key = "catalogue";

    /// <summary>
    /// Reads and hashes an image outside the grain scheduler, and registers it. Idempotent: the same content with the
    /// same calibration is the same image. Other content or calibration from the path of a registered image replaces
    /// that image. Throws <see cref="InputException"/> with one clear sentence.
    /// </summary>
    [Alias("Ingest"), AlwaysInterleave, ResponseTimeout("01:00:00")]
    Task<IngestResult> Ingest(ImageSource source, CancellationToken cancellationToken = default);

    /// <summary>The same in place of a registered image, wherever the files lie.</summary>
    [Alias("Replace"), AlwaysInterleave, ResponseTimeout("01:00:00")]
    Task<IngestResult> Replace(string imageId, ImageSource source, CancellationToken cancellationToken = default);

    /// <summary>Records a reference, in place of any of the same name.</summary>
    [Alias("SetReference")]
    Task SetReference(ReferenceInfo reference, CancellationToken cancellationToken = default);

    /// <summary>Forgets a reference; false when there is none of this name.</summary>
    [Alias("RemoveReference")]
    Task<bool> RemoveReference(string name, CancellationToken cancellationToken = default);

    /// <summary>All references, by name.</summary>
    [Alias("ListReferences"), AlwaysInterleave]
    Task<ReferenceInfo[]> ListReferences(CancellationToken cancellationToken = default);

    /// <summary>All images and tiles: megabytes where there are thousands of them.</summary>
    [Alias("List"), AlwaysInterleave]
    Task<CatalogueListing> List(CancellationToken cancellationToken = default);

    /// <summary>The tiles that a cone touches, and the images that touch any of those.</summary>
    [Alias("ListCone"), AlwaysInterleave]
    Task<CatalogueListing> ListCone(
        double raDeg, double decDeg, double radiusArcsec, CancellationToken cancellationToken = default);

    /// <summary>Those of these tiles that any image touches, and the images that touch them.</summary>
    [Alias("ListTiles"), AlwaysInterleave]
    Task<CatalogueListing> ListTiles(string[] tiles, CancellationToken cancellationToken = default);

    /// <summary>The tile that a galaxy lies in, and the images that touch it; no tile when no image does.</summary>
    [Alias("ListGalaxy"), AlwaysInterleave]
    Task<CatalogueListing> ListGalaxy(long galaxyId, CancellationToken cancellationToken = default);
}
