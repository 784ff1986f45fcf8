using Orleans.Storage;

namespace GaLNet.Silo.Storage;

/// <summary>Orleans' AdoNet storage on SQLite, through the store's <see cref="OneWriter"/>.</summary>
internal sealed class OneWriterStorage(AdoNetGrainStorage inner, OneWriter writer)
    : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        => writer.Read(async () =>
        {
            await inner.ReadStateAsync(stateName, grainId, grainState).ConfigureAwait(false);
            return true;
        });

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        => writer.Write(async () =>
        {
            await inner.WriteStateAsync(stateName, grainId, grainState).ConfigureAwait(false);
            return true;
        });

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        => writer.Write(async () =>
        {
            await inner.ClearStateAsync(stateName, grainId, grainState).ConfigureAwait(false);
            return true;
        });

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) => inner.Participate(observer);
}
