using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GaLNet.Grains.Serving;

/// <summary>Reads what <see cref="PackWriter"/> wrote, in the same order.</summary>
internal ref struct PackReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>A reader of a message of a layout; throws where another version of the software packed it.</summary>
    /// <param name="bytes">The message.</param>
    /// <param name="layout">Number of the layout that is understood here, the message's first.</param>
    /// <param name="what">What is packed, in the plural, for the sentence of the failure.</param>
    public static PackReader Open(ReadOnlySpan<byte> bytes, int layout, string what)
    {
        var reader = new PackReader(bytes);
        var found = reader.Next<int>();
        return found == layout ? reader : throw new InvalidDataException(
            $"The {what} are packed in layout {found}, this silo knows {layout}; run one version on all silos.");
    }

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
