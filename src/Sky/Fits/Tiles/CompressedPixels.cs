using System.Numerics;

namespace GaLNet.Sky.Fits.Tiles;

/// <summary>
/// Pixels stored as compressed tiles: a window decodes the tiles it touches, and the last ones are kept.
/// </summary>
internal sealed class CompressedPixels : IPixelReader
{
    private const long CacheBytes = 64 << 20;
    private readonly TileDecoder _decoder;
    private readonly TileLayout _layout;
    private readonly TileCache _cache = new(CacheBytes);

    private CompressedPixels(TileDecoder decoder, TileLayout layout)
    {
        _decoder = decoder;
        _layout = layout;
    }

    public string ValueType => _decoder.ValueType;

    /// <summary>The image that a binary table with ZIMAGE = T stands for.</summary>
    public static FitsImage Open(FitsHduInfo info)
    {
        var table = new FitsTable(info);
        var header = CompressedHeader.ToImage(info.Header);
        var name = $"{info.FileName}, HDU {info.Index}";
        var (shape, tile) = CompressedHeader.Shape(info.Header, name);
        var decoder = new TileDecoder(table, header);
        var layout = new TileLayout(shape, tile);
        var pixels = shape.Aggregate(1L, (a, b) => checked(a * b));
        if (decoder.Fault is null && layout.TileCount > table.RowCount)
            throw new FitsException(
                $"{name}: the image has {layout.TileCount} tiles but the table {table.RowCount} rows.");
        // Deflate, the densest packing in use, reaches 1032 bytes for one.
        if (pixels > info.DataLength * 2000)
            throw new FitsException($"{name}: {info.DataLength} bytes cannot hold {pixels} pixels.");
        return new FitsImage(info, header, shape, new CompressedPixels(decoder, layout));
    }

    public void Read<T>(long plane, int x0, int y0, int width, int height, Span<T> pixels)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (_decoder.Fault is { } fault)
            throw new InvalidDataException($"it {fault}");
        foreach (var window in _layout.Touching(plane, x0, y0, width, height))
        {
            var tile = Tile(window);
            var left = Math.Max(x0, window.X0);
            var count = (int)(Math.Min((long)x0 + width, window.X0 + window.Width) - left);
            var top = Math.Min((long)y0 + height, window.Y0 + window.Height);
            for (var y = Math.Max(y0, window.Y0); y < top; y++)
            {
                var at = window.Offset + (y - window.Y0) * window.Width + left - window.X0;
                var from = tile.AsSpan((int)at, count);
                var to = pixels.Slice((int)((y - y0) * width + left - x0), count);
                for (var i = 0; i < count; i++)
                    to[i] = T.CreateTruncating(from[i]);
            }
        }
    }

    private double[] Tile(TileWindow window)
    {
        if (_cache.TryGet(window.Number, out var pixels))
            return pixels;
        pixels = _decoder.Decode(window.Number, window.PixelCount);
        _cache.Add(window.Number, pixels);
        return pixels;
    }
}
