using System.Buffers.Binary;
using System.Security.Cryptography;

namespace GaLNet.Grains.Tiles;

/// <summary>A fingerprint of numbers that is the same in every process (unlike <see cref="HashCode"/>).</summary>
internal sealed class HashCode64
{
    private readonly List<byte> _bytes = [];

    /// <summary>First eight bytes of the SHA-256 of the numbers.</summary>
    public ulong Value => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData([.. _bytes]));

    /// <summary>Adds a number.</summary>
    public void Add(double value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, value);
        _bytes.AddRange(bytes);
    }
}
