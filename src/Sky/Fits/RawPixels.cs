using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using GaLNet.Sky.IO;

namespace GaLNet.Sky.Fits;

/// <summary>Pixels stored uncompressed: every row of a window is one read at its own offset.</summary>
internal sealed class RawPixels : IPixelReader
{
    private const int MaxRead = 1 << 20;
    private readonly ByteSource _source;
    private readonly int _bitPix;
    private readonly PixelScaling _scaling;
    private readonly long _offset;
    private readonly long _width;
    private readonly long _height;

    private RawPixels(FitsHduInfo info)
    {
        _source = info.Source;
        _bitPix = info.BitPix;
        _scaling = PixelScaling.FromHeader(info.Header, info.BitPix);
        _offset = info.DataOffset;
        _width = info.Shape[0];
        _height = info.Shape.Length > 1 ? info.Shape[1] : 1;
    }

    public string ValueType => _scaling.TypeName(_bitPix);

    public static RawPixels Open(FitsHduInfo info) => new(info);

    public void Read<T>(long plane, int x0, int y0, int width, int height, Span<T> pixels)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var size = Math.Abs(_bitPix) / 8;
        var isDirect = _scaling.IsIdentity && _bitPix == -8 * Marshal.SizeOf<T>();
        // Whole rows lie one after the other: fetch as many at once as a megabyte holds.
        var columns = Math.Min(width, MaxRead / size);
        var rows = width == _width ? Math.Clamp(MaxRead / size / width, 1, height) : 1;
        var buffer = isDirect ? null : ArrayPool<byte>.Shared.Rent(rows * columns * size);
        try
        {
            for (var row = 0; row < height; row += rows)
            {
                var line = pixels.Slice(row * width, Math.Min(rows, height - row) * width);
                var at = _offset + ((plane * _height + y0 + row) * _width + x0) * size;
                var step = rows > 1 ? line.Length : columns;
                for (var x = 0; x < line.Length; x += step)
                    ReadRun(at + (long)x * size, line.Slice(x, Math.Min(step, line.Length - x)), buffer);
            }
        }
        finally
        {
            if (buffer is not null)
                ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void ReadRun<T>(long at, Span<T> into, byte[]? buffer)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (buffer is null)
        {
            _source.Read(at, MemoryMarshal.AsBytes(into));
            PixelDecoder.ToMachineOrder(into);
            return;
        }
        var raw = buffer.AsSpan(0, into.Length * (Math.Abs(_bitPix) / 8));
        _source.Read(at, raw);
        PixelDecoder.Decode(_bitPix, raw, into, _scaling);
    }
}
