using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Orleans.Serialization;
using Orleans.Storage;

namespace GaLNet.Silo.Storage;

/// <summary>
/// Compresses what is large (pages, source lists) on its way to the store. What an earlier version stored as it is,
/// and what is small, is read as it is.
/// </summary>
internal sealed class CompressingSerializer : IGrainStorageSerializer
{
    // Brotli's quality 1: random numbers do not become smaller for more.
    private const int Fastest = 1;
    private const int WindowBits = 22;

    // A galaxy with all its history is smaller: making ready to compress costs more than recording it.
    private const int SmallestCompressed = 16_384;
    private const int FirstRoom = 2048;
    private const int HeadLength = 12;

    private readonly Serializer _serializer;
    private readonly OrleansGrainStorageSerializer _inner;

    public CompressingSerializer(Serializer serializer)
        => (_serializer, _inner) = (serializer, new OrleansGrainStorageSerializer(serializer));

    // No payload of Orleans' binary format starts like this: its first byte is a field header, never 0xFF here.
    private static ReadOnlySpan<byte> Mark => [0xFF, (byte)'G', (byte)'a', (byte)'L', (byte)'N', (byte)'z', 0x01, 0x00];

    /// <inheritdoc/>
    public BinaryData Serialize<T>(T? input)
    {
        using var plain = new PooledBytes(FirstRoom);
        _serializer.Serialize(input, plain);
        return new BinaryData(plain.Written.Length < SmallestCompressed
            ? plain.Written.ToArray()
            : Packed(plain.Written) ?? plain.Written.ToArray());
    }

    /// <inheritdoc/>
    public T? Deserialize<T>(BinaryData input)
    {
        var stored = input.ToMemory();
        if (stored.Length < HeadLength || !stored.Span.StartsWith(Mark))
        {
            return _inner.Deserialize<T>(input);
        }

        var plain = new byte[BinaryPrimitives.ReadInt32LittleEndian(stored.Span[Mark.Length..])];
        using var packed = new MemoryStream(stored[HeadLength..].ToArray());
        using var brotli = new BrotliStream(packed, CompressionMode.Decompress);
        brotli.ReadExactly(plain);
        return _inner.Deserialize<T>(new BinaryData(plain));
    }

    // Null when it would not be smaller.
    private static byte[]? Packed(ReadOnlySpan<byte> plain)
    {
        var room = ArrayPool<byte>.Shared.Rent(HeadLength + BrotliEncoder.GetMaxCompressedLength(plain.Length));
        try
        {
            if (!BrotliEncoder.TryCompress(plain, room.AsSpan(HeadLength), out var written, Fastest, WindowBits)
                || HeadLength + written >= plain.Length)
            {
                return null;
            }

            Mark.CopyTo(room);
            BinaryPrimitives.WriteInt32LittleEndian(room.AsSpan(Mark.Length), plain.Length);
            return room[..(HeadLength + written)];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }
}
