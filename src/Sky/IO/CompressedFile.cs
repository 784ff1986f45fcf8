using System.IO.Compression;
using ICSharpCode.SharpZipLib.BZip2;

namespace GaLNet.Sky.IO;

/// <summary>
/// Opens a file for random access, unpacking gzip and bzip2: to memory when small, else to a temporary file.
/// </summary>
internal static class CompressedFile
{
    private const int MemoryLimit = 256 << 20;

    /// <summary>The first bytes tell the packing; the name does not matter.</summary>
    public static ByteSource Open(string path)
    {
        Span<byte> magic = stackalloc byte[4];
        int got;
        using (var handle = File.OpenHandle(path))
            got = RandomAccess.Read(handle, magic, 0);
        if (got >= 2 && magic[0] == 0x1F && magic[1] == 0x8B)
            return Unpack(path, s => new GZipStream(s, CompressionMode.Decompress));
        if (got >= 4 && magic[..3].SequenceEqual("BZh"u8) && magic[3] is >= (byte)'1' and <= (byte)'9')
            return Unpack(path, s => new BZip2InputStream(s));
        return new FileByteSource(path);
    }

    /// <summary>Opens a file to be read once from start to end, unpacking as it goes; nothing is kept.</summary>
    public static Stream OpenSequential(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16);
        Span<byte> magic = stackalloc byte[4];
        var got = file.ReadAtLeast(magic, 4, throwOnEndOfStream: false);
        file.Position = 0;
        if (got >= 2 && magic[0] == 0x1F && magic[1] == 0x8B)
            return new BoundedStream(new GZipStream(file, CompressionMode.Decompress), Limit(file.Length));
        if (got >= 4 && magic[..3].SequenceEqual("BZh"u8) && magic[3] is >= (byte)'1' and <= (byte)'9')
            return new BoundedStream(new BZip2InputStream(file), Limit(file.Length));
        return file;
    }

    // bzip2 packs a constant image about 20,000-fold; beyond that only a hostile file expands.
    private static long Limit(long packed) => Math.Max(1L << 30, packed * 25_000);

    private static ByteSource Unpack(string path, Func<Stream, Stream> decoder)
    {
        using var file = File.OpenRead(path);
        using var unpacked = decoder(file);
        var limit = Limit(file.Length);
        var memory = new MemoryStream();
        var buffer = new byte[1 << 16];
        int got;
        while ((got = unpacked.Read(buffer)) > 0)
        {
            memory.Write(buffer, 0, got);
            if (memory.Length > MemoryLimit)
                return Spill(memory, unpacked, limit);
        }
        return new MemoryByteSource(memory.GetBuffer().AsMemory(0, (int)memory.Length));
    }

    private static FileByteSource Spill(MemoryStream head, Stream rest, long limit)
    {
        var path = Path.Combine(Path.GetTempPath(), $"galnet-{Guid.NewGuid():N}.fits");
        try
        {
            using (var spill = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20))
            {
                head.WriteTo(spill);
                var buffer = new byte[1 << 20];
                int got;
                while ((got = rest.Read(buffer)) > 0)
                {
                    spill.Write(buffer, 0, got);
                    if (spill.Length > limit)
                        throw new InvalidDataException($"it unpacks to more than {limit >> 30} GiB");
                }
            }
            return new FileByteSource(path, deleteOnClose: true);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }
}
