using GaLNet.Grains.Interfaces;
using Microsoft.Data.Sqlite;
using Orleans.Storage;

namespace GaLNet.Silo.Storage;

/// <summary>
/// Orleans' AdoNet storage on SQLite with one writer at a time, which is what SQLite allows: writers queue here and
/// do not poll the file's lock. A failure of the file becomes a <see cref="StoreException"/> of one sentence.
/// </summary>
internal sealed class OneWriterStorage(AdoNetGrainStorage inner, string storePath)
    : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly SemaphoreSlim _writer = new(1, 1);

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        => Guard(() => inner.ReadStateAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        => Write(() => inner.WriteStateAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        => Write(() => inner.ClearStateAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) => inner.Participate(observer);

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private async Task Write(Func<Task> write)
    {
        await _writer.WaitAsync().ConfigureAwait(false);
        try
        {
            await Guard(write).ConfigureAwait(false);
        }
        finally
        {
            _writer.Release();
        }
    }

    private async Task Guard(Func<Task> action)
    {
        try
        {
            await action().ConfigureAwait(false);
        }
        catch (SqliteException exception)
        {
            throw SqliteFailure.Sentence(exception, storePath);
        }
    }
}
