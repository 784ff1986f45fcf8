using GaLNet.Grains.Compute;
using GaLNet.Grains.Interfaces.Models;
using GaLNet.Grains.Interfaces.Serving;
using Orleans.Concurrency;

namespace GaLNet.Grains.Serving;

/// <summary>
/// The doorman of a silo's networks: unpacks, hands over to <see cref="NetworkShelf"/>, and awaits. One of its kind per
/// silo and word is enough, since all it does is wait for many at once.
/// </summary>
[GrainType("inference"), StatelessWorker(1), Reentrant, PreferGpu]
internal sealed class InferenceGrain(NetworkShelf networks, ComputePool pool) : Grain, IInferenceGrain
{
    /// <inheritdoc/>
    public async Task<FitBatch> Measure(
        CatalogueModel model, StampBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(batch);
        var stamps = await pool.Run(() => StampPacking.Unpack(batch), cancellationToken);
        var answer = await networks.Measure(model, stamps, cancellationToken);
        return FitPacking.Pack(answer.ModelId, answer.Fits);
    }

    /// <inheritdoc/>
    public Task<InferenceStatistics[]> GetStatistics(CancellationToken cancellationToken = default)
        => Task.FromResult(networks.Statistics);
}
