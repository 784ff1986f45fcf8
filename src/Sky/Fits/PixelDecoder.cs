using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GaLNet.Sky.Fits;

/// <summary>Big-endian stored pixels to floating point.</summary>
internal static class PixelDecoder
{
    private const int Chunk = 512;

    /// <summary>Decodes as many pixels as <paramref name="pixels"/> holds.</summary>
    public static void Decode<T>(int bitPix, ReadOnlySpan<byte> raw, Span<T> pixels, PixelScaling scaling)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (bitPix)
        {
            case 8: Decode<byte, T>(raw, pixels, scaling); break;
            case 16: Decode<short, T>(raw, pixels, scaling); break;
            case 32: Decode<int, T>(raw, pixels, scaling); break;
            case 64: Decode<long, T>(raw, pixels, scaling); break;
            case -32: Decode<float, T>(raw, pixels, scaling); break;
            default: Decode<double, T>(raw, pixels, scaling); break;
        }
    }

    /// <summary>Applies scaling and blanks to values already in the machine's byte order.</summary>
    public static void Scale<TRaw, T>(ReadOnlySpan<TRaw> stored, Span<T> pixels, PixelScaling scaling)
        where TRaw : unmanaged, INumber<TRaw>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (scaling.IsIdentity)
        {
            for (var i = 0; i < pixels.Length; i++)
                pixels[i] = T.CreateTruncating(stored[i]);
        }
        else
        {
            for (var i = 0; i < pixels.Length; i++)
                pixels[i] = T.CreateTruncating(double.CreateTruncating(stored[i]) * scaling.Scale + scaling.Zero);
        }
        if (scaling.Blank is not { } blank || !IsRepresentable<TRaw>(blank))
            return;
        var undefined = TRaw.CreateTruncating(blank);
        for (var i = 0; i < pixels.Length; i++)
        {
            if (stored[i] == undefined)
                pixels[i] = T.NaN;
        }
    }

    /// <summary>Reverses bytes in place on little-endian machines.</summary>
    public static void ToMachineOrder<T>(Span<T> values)
        where T : unmanaged
    {
        if (!BitConverter.IsLittleEndian)
            return;
        if (Unsafe.SizeOf<T>() == 2)
            Reverse(MemoryMarshal.Cast<T, short>(values));
        else if (Unsafe.SizeOf<T>() == 4)
            Reverse(MemoryMarshal.Cast<T, int>(values));
        else if (Unsafe.SizeOf<T>() == 8)
            Reverse(MemoryMarshal.Cast<T, long>(values));
    }

    private static void Decode<TRaw, T>(ReadOnlySpan<byte> raw, Span<T> pixels, PixelScaling scaling)
        where TRaw : unmanaged, INumber<TRaw>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(TRaw) == typeof(T) && scaling.IsIdentity)
        {
            raw[..(pixels.Length * Unsafe.SizeOf<T>())].CopyTo(MemoryMarshal.AsBytes(pixels));
            ToMachineOrder(pixels);
            return;
        }
        Span<TRaw> stored = stackalloc TRaw[Chunk];
        for (var at = 0; at < pixels.Length; at += Chunk)
        {
            var count = Math.Min(Chunk, pixels.Length - at);
            var part = stored[..count];
            raw.Slice(at * Unsafe.SizeOf<TRaw>(), count * Unsafe.SizeOf<TRaw>()).CopyTo(MemoryMarshal.AsBytes(part));
            ToMachineOrder(part);
            Scale<TRaw, T>(part, pixels.Slice(at, count), scaling);
        }
    }

    private static bool IsRepresentable<TRaw>(long value)
        where TRaw : unmanaged, INumber<TRaw>
        => typeof(TRaw) != typeof(float) && typeof(TRaw) != typeof(double)
            && long.CreateTruncating(TRaw.CreateTruncating(value)) == value;

    private static void Reverse(Span<short> values) => BinaryPrimitives.ReverseEndianness(values, values);

    private static void Reverse(Span<int> values) => BinaryPrimitives.ReverseEndianness(values, values);

    private static void Reverse(Span<long> values) => BinaryPrimitives.ReverseEndianness(values, values);
}
