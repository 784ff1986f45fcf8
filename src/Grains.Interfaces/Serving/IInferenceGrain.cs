using GaLNet.Grains.Interfaces.Models;
using Orleans.Concurrency;

namespace GaLNet.Grains.Interfaces.Serving;

/// <summary>
/// The doorman of a silo's networks: prefers silos with a GPU. The work itself runs in the silo's bounded queue,
/// outside the grain scheduler. Key: engine's word, galnet-1 or galnet-2.
/// </summary>
[Alias("GaLNet.IInferenceGrain")]
public interface IInferenceGrain : IGrainWithStringKey
{
    /// <summary>
    /// Measures stamps with these weights and answers in their order. What is in one stamp harms no other: a failure
    /// is a flag and NaN. Throws <see cref="InputException"/> when the model cannot be had.
    /// </summary>
    [Alias("Measure"), ResponseTimeout("00:10:00")]
    Task<FitBatch> Measure(CatalogueModel model, StampBatch batch, CancellationToken cancellationToken = default);

    /// <summary>What the networks of the answering silo have done since it was started.</summary>
    [Alias("GetStatistics"), AlwaysInterleave]
    Task<InferenceStatistics[]> GetStatistics(CancellationToken cancellationToken = default);
}
