using GaLNet.Grains.Interfaces;

namespace GaLNet.Silo.Storage;

/// <summary>
/// Exclusive use of a store by one process: an operating-system lock on a file beside it, which vanishes with the
/// process however it ends. The file itself stays: taking it away would race with the next process.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private readonly FileStream _file;

    private StoreLock(FileStream file) => _file = file;

    /// <summary>Takes the lock. Throws <see cref="StoreException"/> when another process has it.</summary>
    public static StoreLock Take(string storePath)
    {
        var lockPath = storePath + ".lock";
        try
        {
            return new StoreLock(new FileStream(
                lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new StoreException(
                $"The store {storePath} cannot be used: {lockPath} may not be written; give a --store in a folder " +
                "where you may write.", exception);
        }
        catch (DirectoryNotFoundException exception)
        {
            throw new StoreException(
                $"The store {storePath} cannot be created: its folder does not exist; create it or give another " +
                "--store.", exception);
        }
        catch (IOException exception) when (File.Exists(lockPath))
        {
            throw new StoreException(
                $"The store {storePath} is in use by another process; wait for it, stop it, or give another --store.",
                exception);
        }
        catch (IOException exception)
        {
            throw new StoreException(
                $"The store {storePath} cannot be used: {exception.Message.TrimEnd('.')}; give another --store.",
                exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
