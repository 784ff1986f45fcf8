using System.IO.Compression;

namespace GaLNet.Sky.IO;

/// <summary>
/// A file that appears whole or not at all: written beside its final name and renamed by <see cref="Commit"/>.
/// Disposing it uncommitted leaves nothing behind. A name that ends in <c>.gz</c> is packed at the end.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private bool _done;

    public AtomicFile(string path)
    {
        _path = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(_path)!;
        _temporary = Path.Combine(folder, $".{Path.GetFileName(_path)}.{Guid.NewGuid():N}.part");
        Stream = new FileStream(_temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 18);
    }

    /// <summary>What is being written; seekable.</summary>
    public FileStream Stream { get; }

    /// <summary>Flushes to disk and gives the file its name, replacing what had it.</summary>
    public void Commit()
    {
        if (_path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            Pack();
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        File.Move(_temporary, _path, overwrite: true);
        _done = true;
    }

    public void Dispose()
    {
        if (_done)
            return;
        _done = true;
        try
        {
            Stream.Dispose();
        }
        finally
        {
            // On a full disk the last flush fails again; the fragment must go all the same.
            File.Delete(_temporary);
        }
    }

    private void Pack()
    {
        using var packed = new AtomicFile(_path + ".packed");
        Stream.Position = 0;
        using (var gzip = new GZipStream(packed.Stream, CompressionLevel.Optimal, leaveOpen: true))
            Stream.CopyTo(gzip);
        packed.Stream.Position = 0;
        Stream.SetLength(0);
        packed.Stream.CopyTo(Stream);
    }
}
