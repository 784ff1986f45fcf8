using System.Globalization;
using GaLNet.Grains.Interfaces;

namespace GaLNet.Silo.Storage;

/// <summary>
/// Exclusive use of a store by one process: an operating-system lock on a file beside it, which vanishes with the
/// process however it ends. The file itself stays; it holds the last user's process id, for the message.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private readonly FileStream _file;

    private StoreLock(FileStream file) => _file = file;

    /// <summary>Takes the lock. Throws <see cref="StoreException"/> when another process has it.</summary>
    public static StoreLock Take(string storePath)
    {
        var lockPath = storePath + ".lock";
        FileStream file;
        try
        {
            file = new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
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
                $"The store {storePath} is in use by {HolderOf(lockPath)}; wait for it, stop it, or give another " +
                "--store.", exception);
        }
        catch (IOException exception)
        {
            throw new StoreException(
                $"The store {storePath} cannot be used: {exception.Message.TrimEnd('.')}; give another --store.",
                exception);
        }

        var storeLock = new StoreLock(file);
        try
        {
            file.SetLength(0);
            file.Write(System.Text.Encoding.ASCII.GetBytes(
                Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
        }
        catch (IOException)
        {
            // A full disk: the number is a courtesy, the lock holds without it.
        }

        return storeLock;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static string HolderOf(string lockPath)
    {
        try
        {
            using var stream = new FileStream(lockPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream);
            return int.TryParse(reader.ReadToEnd(), out var id) ? $"process {id}" : "another process";
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}
