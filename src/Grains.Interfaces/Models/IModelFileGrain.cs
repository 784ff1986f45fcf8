using Orleans.Concurrency;

namespace GaLNet.Grains.Interfaces.Models;

/// <summary>
/// Keeps one network's file, so that every silo can load it. Key: SHA-256 of its weights, hexadecimal.
/// </summary>
[Alias("GaLNet.IModelFileGrain")]
public interface IModelFileGrain : IGrainWithStringKey
{
    /// <summary>Stores the file durably; the same bytes again are no change, other bytes are refused.</summary>
    [Alias("Store"), ResponseTimeout("00:02:00")]
    Task Store(NetworkFile file, CancellationToken cancellationToken = default);

    /// <summary>The file, or null when it was never stored.</summary>
    [Alias("Get"), AlwaysInterleave, ResponseTimeout("00:02:00")]
    Task<NetworkFile?> Get(CancellationToken cancellationToken = default);
}
