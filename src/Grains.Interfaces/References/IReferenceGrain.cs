using Orleans.Concurrency;

namespace GaLNet.Grains.Interfaces.References;

/// <summary>One reference's measurements of one tile's galaxies. Key: <see cref="KeyOf"/>.</summary>
[Alias("GaLNet.IReferenceGrain")]
public interface IReferenceGrain : IGrainWithStringKey
{
    /// <summary>The key of a tile and a reference, e.g. <c>8/432101|2dphot</c>.</summary>
    static string KeyOf(string tile, string reference) => $"{tile}|{reference}";

    /// <summary>
    /// Attaches measurements to their galaxies, then stores the page; galaxies that the page named before and names no
    /// more lose theirs. Idempotent: the same page again changes nothing and returns false.
    /// </summary>
    [Alias("Put"), ResponseTimeout("01:00:00")]
    Task<bool> Put(ReferencePage page, CancellationToken cancellationToken = default);

    /// <summary>The page, or null when there is none. Does not activate galaxies.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<ReferencePage?> Get(CancellationToken cancellationToken = default);

    /// <summary>Takes the measurements from their galaxies, then the page away. Returns how many there were.</summary>
    [Alias("Remove"), ResponseTimeout("01:00:00")]
    Task<int> Remove(CancellationToken cancellationToken = default);
}
