using System.Buffers.Binary;
using System.IO.Compression;
using Orleans.Storage;

namespace GaLNet.Silo.Storage;

/// <summary>
/// Compresses what is large (pages, source lists) on its way to the store. What an earlier version stored as it is,
/// and what is small, is read as it is.
/// </summary>
internal sealed class CompressingSerializer(IGrainStorageSerializer inner) : IGrainStorageSerializer
{
    private const int SmallestCompressed = 2048;
    private const int HeadLength = 12;

    // No payload of Orleans' binary format starts like this: its first byte is a field header, never 0xFF here.
    private static ReadOnlySpan<byte> Mark => [0xFF, (byte)'G', (byte)'a', (byte)'L', (byte)'N', (byte)'z', 0x01, 0x00];

    /// <inheritdoc/>
    public BinaryData Serialize<T>(T? input)
    {
        var plain = inner.Serialize(input);
        if (plain.ToMemory().Length < SmallestCompressed)
        {
            return plain;
        }

        using var packed = new MemoryStream();
        Span<byte> head = stackalloc byte[HeadLength];
        Mark.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head[Mark.Length..], plain.ToMemory().Length);
        packed.Write(head);
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            brotli.Write(plain.ToMemory().Span);
        }

        return packed.Length < plain.ToMemory().Length
            ? new BinaryData(packed.GetBuffer().AsMemory(0, (int)packed.Length))
            : plain;
    }

    /// <inheritdoc/>
    public T? Deserialize<T>(BinaryData input)
    {
        var stored = input.ToMemory();
        if (stored.Length < HeadLength || !stored.Span.StartsWith(Mark))
        {
            return inner.Deserialize<T>(input);
        }

        var plain = new byte[BinaryPrimitives.ReadInt32LittleEndian(stored.Span[Mark.Length..])];
        using var packed = new MemoryStream(stored[HeadLength..].ToArray());
        using var brotli = new BrotliStream(packed, CompressionMode.Decompress);
        brotli.ReadExactly(plain);
        return inner.Deserialize<T>(new BinaryData(plain));
    }
}
