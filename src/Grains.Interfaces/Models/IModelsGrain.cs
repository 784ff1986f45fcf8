using Orleans.Concurrency;

namespace GaLNet.Grains.Interfaces.Models;

/// <summary>
/// The networks of one catalogue: those that came with the software and those that were published into it, and which
/// of them each engine's word stands for. Tiles ask it; it asks nobody but the keepers of the files. Key:
/// <see cref="Key"/>.
/// </summary>
[Alias("GaLNet.IModelsGrain")]
public interface IModelsGrain : IGrainWithStringKey
{
    /// <summary>The one key.</summary>
    const string Key = "models";

    /// <summary>Every model and which are active.</summary>
    [Alias("List"), AlwaysInterleave]
    Task<ModelListing> List(CancellationToken cancellationToken = default);

    /// <summary>The model that an engine's word stands for now; null when there is none.</summary>
    [Alias("GetActive"), AlwaysInterleave]
    Task<CatalogueModel?> GetActive(string engine, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes a network's file into the catalogue after it was loaded and tried, and activates it when asked to.
    /// Idempotent by the weights. Throws <see cref="InputException"/> with one sentence, and nothing has changed.
    /// </summary>
    [Alias("Publish"), ResponseTimeout("00:05:00")]
    Task<PublishResult> Publish(NetworkFile file, bool activate, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lets the word of a model stand for it from now on; fits of that word by other weights are stale from then on.
    /// Throws <see cref="InputException"/> when there is no such model, or several.
    /// </summary>
    [Alias("Activate"), ResponseTimeout("00:05:00")]
    Task<PublishResult> Activate(string name, string version, CancellationToken cancellationToken = default);
}
