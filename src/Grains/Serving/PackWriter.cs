using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GaLNet.Grains.Serving;

/// <summary>
/// Numbers as plain little-endian bytes: a serializer that marks every element would make pixels a quarter larger and
/// many times slower.
/// </summary>
internal sealed class PackWriter(int capacity)
{
    private readonly ArrayBufferWriter<byte> _bytes = new(capacity + sizeof(int));

    /// <summary>Adds one number.</summary>
    public void Add<T>(T value)
        where T : unmanaged
    {
        Unsafe.WriteUnaligned(ref MemoryMarshal.GetReference(_bytes.GetSpan(Unsafe.SizeOf<T>())), value);
        _bytes.Advance(Unsafe.SizeOf<T>());
    }

    /// <summary>Adds numbers with their count; null is kept apart from none.</summary>
    public void AddAll<T>(T[]? values)
        where T : unmanaged
    {
        Add(values?.Length ?? -1);
        if (values is not null)
        {
            _bytes.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        }
    }

    /// <summary>All of it.</summary>
    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();
}
