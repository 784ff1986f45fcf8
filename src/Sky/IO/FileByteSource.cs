using Microsoft.Win32.SafeHandles;

namespace GaLNet.Sky.IO;

/// <summary>
/// A file read at random. Positional reads, not a memory map: a file that shrinks under us is then an exception, not
/// the end of the process.
/// </summary>
internal sealed class FileByteSource : ByteSource
{
    private readonly SafeFileHandle _handle;

    public FileByteSource(string path, bool deleteOnClose = false)
    {
        var options = FileOptions.RandomAccess | (deleteOnClose ? FileOptions.DeleteOnClose : FileOptions.None);
        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, options);
        Length = RandomAccess.GetLength(_handle);
    }

    public override long Length { get; }

    public override void Read(long offset, Span<byte> into)
    {
        while (into.Length > 0)
        {
            var got = RandomAccess.Read(_handle, into, offset);
            if (got == 0)
                throw new EndOfStreamException("The file ends before the bytes asked for.");
            into = into[got..];
            offset += got;
        }
    }

    public override void Dispose() => _handle.Dispose();
}
