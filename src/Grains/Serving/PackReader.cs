using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GaLNet.Grains.Serving;

/// <summary>Reads what <see cref="PackWriter"/> wrote, in the same order.</summary>
internal ref struct PackReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>One number.</summary>
    public T Next<T>()
        where T : unmanaged
    {
        var value = MemoryMarshal.Read<T>(_rest);
        _rest = _rest[Unsafe.SizeOf<T>()..];
        return value;
    }

    /// <summary>Numbers with their count, or null.</summary>
    public T[]? NextAll<T>()
        where T : unmanaged
    {
        var count = Next<int>();
        if (count < 0)
        {
            return null;
        }

        var values = new T[count];
        var bytes = MemoryMarshal.AsBytes(values.AsSpan());
        _rest[..bytes.Length].CopyTo(bytes);
        _rest = _rest[bytes.Length..];
        return values;
    }
}
