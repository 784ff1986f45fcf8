using GaLNet.Grains.Interfaces;
using Microsoft.Data.Sqlite;

namespace GaLNet.Silo.Storage;

/// <summary>
/// One writer at a time, which is what SQLite allows: writers queue here and do not poll the file's lock. A failure of
/// the file becomes a <see cref="StoreException"/> of one sentence.
/// </summary>
internal sealed class OneWriter(string storePath) : IDisposable
{
    private readonly SemaphoreSlim _writer = new(1, 1);

    /// <summary>Reads.</summary>
    public async Task<T> Read<T>(Func<Task<T>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (SqliteException exception)
        {
            throw SqliteFailure.Sentence(exception, storePath);
        }
    }

    /// <summary>Writes, after those who came before.</summary>
    public async Task<T> Write<T>(Func<Task<T>> write)
    {
        await _writer.WaitAsync().ConfigureAwait(false);
        try
        {
            return await Read(write).ConfigureAwait(false);
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
