using System.IO.Compression;
using System.Runtime.InteropServices;

namespace GaLNet.Sky.Fits.Tiles;

/// <summary>Turns the bytes of one tile into physical pixels (FITS 4.0, §10.1 to 10.4).</summary>
internal sealed class TileDecoder
{
    // ZBLANK's value for exact zeros under SUBTRACTIVE_DITHER_2.
    private const int ExactZero = -2147483646;
    private readonly FitsTable _table;
    private readonly int _bitPix;
    private readonly string _method;
    private readonly int _ricePixelBytes;
    private readonly int _riceBlock;
    private readonly string _quantisation;
    private readonly long _seed;
    private readonly PixelScaling _scaling;
    private readonly long? _blank;

    public TileDecoder(FitsTable table, FitsHeader image)
    {
        _table = table;
        var header = table.Header;
        _bitPix = (int)(image.Integer("BITPIX") ?? 0);
        _method = Method(header);
        _ricePixelBytes = (int)Parameter(header, "BYTEPIX", 4);
        _riceBlock = (int)Parameter(header, "BLOCKSIZE", 32);
        _quantisation = header.String("ZQUANTIZ")?.Trim().ToUpperInvariant() ?? "NO_DITHER";
        _seed = header.Integer("ZDITHER0") ?? 1;
        _scaling = PixelScaling.FromHeader(image, _bitPix);
        _blank = header.Integer("ZBLANK") ?? (_bitPix > 0 ? image.Integer("BLANK") : null);
        Fault = FindFault();
    }

    /// <summary>Why the image cannot be decoded, or null.</summary>
    public string? Fault { get; }

    /// <summary>numpy's name of the physical type.</summary>
    public string ValueType => (_bitPix > 0 ? _scaling with { Blank = _blank } : _scaling).TypeName(_bitPix);

    /// <summary>Compression named by ZCMPTYPE.</summary>
    public static string Method(FitsHeader header) => header.String("ZCMPTYPE")?.Trim().ToUpperInvariant() switch
    {
        "RICE_ONE" => "RICE_1",
        var method => method ?? "",
    };

    public double[] Decode(long tile, long pixelCount)
    {
        if (Packed("COMPRESSED_DATA", tile) is { Length: > 0 } packed)
            return IsQuantised ? Quantised(packed, tile, pixelCount) : Plain(packed, _method, pixelCount);
        // Tiles that did not gain from quantisation keep their floating-point values.
        if (Packed("GZIP_COMPRESSED_DATA", tile) is { Length: > 0 } gzipped)
            return Plain(gzipped, "GZIP_1", pixelCount);
        if (Packed("UNCOMPRESSED_DATA", tile) is { Length: > 0 } raw)
            return Plain(raw, "NOCOMPRESS", pixelCount);
        throw new InvalidDataException($"tile {tile + 1} is empty");
    }

    private bool IsQuantised => _bitPix < 0 && (_table.Has("ZSCALE") || _table.Header.Has("ZSCALE"));

    private byte[]? Packed(string column, long tile)
        => _table.Has(column) ? _table.ReadHeap(_table.Column(column), tile) : null;

    private double[] Plain(byte[] packed, string method, long pixelCount)
    {
        var pixels = Allocate(packed, pixelCount);
        if (method == "RICE_1")
        {
            var stored = new int[pixelCount];
            RiceCodec.Decode(packed, stored, _ricePixelBytes, _riceBlock);
            PixelDecoder.Scale<int, double>(stored, pixels, _scaling with { Blank = _blank });
        }
        else
        {
            var bytes = Unpack(packed, method, pixelCount);
            // Early writers packed 16-bit pixels as 32-bit ones: the length tells.
            var stored = (int)(bytes.Length / pixelCount) * 8 * Math.Sign(_bitPix);
            if (_bitPix < 0 && stored != _bitPix)
                throw new InvalidDataException($"a tile unpacks to {bytes.Length} bytes for {pixelCount} pixels");
            var scaling = _bitPix > 0 ? _scaling with { Blank = _blank } : _scaling;
            PixelDecoder.Decode(stored, bytes, pixels.AsSpan(), scaling);
        }
        return pixels;
    }

    private double[] Quantised(byte[] packed, long tile, long pixelCount)
    {
        var pixels = Allocate(packed, pixelCount);
        var levels = new int[pixelCount];
        if (_method == "RICE_1")
            RiceCodec.Decode(packed, levels, _ricePixelBytes, _riceBlock);
        else
        {
            var bytes = Unpack(packed, _method, pixelCount);
            if (bytes.Length != 4 * pixelCount)
                throw new InvalidDataException($"a tile unpacks to {bytes.Length} bytes for {pixelCount} pixels");
            bytes.CopyTo(MemoryMarshal.AsBytes(levels.AsSpan()));
            PixelDecoder.ToMachineOrder(levels.AsSpan());
        }
        var scale = PerTile("ZSCALE", tile, 1);
        var zero = PerTile("ZZERO", tile, 0);
        double? blank = _table.Has("ZBLANK") ? PerTile("ZBLANK", tile, double.NaN) : _blank;
        var isDithered = _quantisation.StartsWith("SUBTRACTIVE_DITHER", StringComparison.Ordinal);
        var keepsZeros = _quantisation == "SUBTRACTIVE_DITHER_2";
        var dither = new DitherSequence(tile, _seed);
        for (var i = 0; i < levels.Length; i++)
        {
            var shift = isDithered ? 0.5 - dither.Next() : 0;
            pixels[i] = levels[i] == blank ? double.NaN
                : keepsZeros && levels[i] == ExactZero ? 0
                : (levels[i] + shift) * scale + zero;
            if (_bitPix == -32)
                pixels[i] = (float)pixels[i];
        }
        if (!_scaling.IsIdentity)
        {
            for (var i = 0; i < pixels.Length; i++)
                pixels[i] = pixels[i] * _scaling.Scale + _scaling.Zero;
        }
        return pixels;
    }

    private double PerTile(string name, long tile, double absent)
    {
        if (!_table.Has(name))
            return _table.Header.Number(name) ?? absent;
        Span<double> value = [absent];
        _table.ReadDoubles(_table.Column(name), tile, value);
        return value[0];
    }

    /// <summary>Room for a tile, once its bytes bear out that there can be so many pixels in them.</summary>
    private double[] Allocate(byte[] packed, long pixelCount)
    {
        // The densest a stream can be: RICE writes a block of equal pixels in 3 bits, deflate packs 1032-fold.
        var densest = _method == "RICE_1" ? Math.Max(8L * _riceBlock / 3 + 1, 1040) : 1040;
        return pixelCount <= packed.Length * densest && pixelCount <= Array.MaxLength
            ? new double[pixelCount]
            : throw new InvalidDataException($"{packed.Length} bytes cannot hold a tile of {pixelCount} pixels");
    }

    /// <summary>The pixels' bytes: 1, 2, 4 or 8 for each.</summary>
    private static byte[] Unpack(byte[] packed, string method, long pixelCount)
    {
        var bytes = method == "NOCOMPRESS" ? packed : Inflate(packed, 8 * pixelCount);
        var size = bytes.Length / pixelCount;
        if (size is not (1 or 2 or 4 or 8) || size * pixelCount != bytes.Length)
            throw new InvalidDataException($"a tile unpacks to {bytes.Length} bytes for {pixelCount} pixels");
        return method == "GZIP_2" ? Unshuffle(bytes, (int)size) : bytes;
    }

    private static byte[] Inflate(byte[] packed, long limit)
    {
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 14];
        int got;
        while ((got = gzip.Read(buffer)) > 0)
        {
            bytes.Write(buffer, 0, got);
            if (bytes.Length > limit)
                throw new InvalidDataException("a tile unpacks to more bytes than its pixels have");
        }
        return bytes.ToArray();
    }

    /// <summary>GZIP_2 keeps the first bytes of all pixels together, then the second ones, and so on.</summary>
    private static byte[] Unshuffle(byte[] planes, int size)
    {
        var bytes = new byte[planes.Length];
        var count = planes.Length / size;
        for (var b = 0; b < size; b++)
        {
            for (var i = 0; i < count; i++)
                bytes[i * size + b] = planes[b * count + i];
        }
        return bytes;
    }

    private string? FindFault()
    {
        if (_method is not ("RICE_1" or "GZIP_1" or "GZIP_2" or "NOCOMPRESS"))
            return $"is compressed by {(_method.Length > 0 ? _method : "an unnamed method")}, which is not read; "
                + "unpack the file with funpack";
        if (_table.Header.Has("ZMASKCMP"))
            return "keeps its undefined pixels in a compressed mask (ZMASKCMP), which is not read; unpack the file with "
                + "funpack";
        if (_method == "RICE_1" && (_ricePixelBytes is not (1 or 2 or 4) || _riceBlock is < 1 or > 4096))
            return $"has RICE parameters BYTEPIX = {_ricePixelBytes} and BLOCKSIZE = {_riceBlock}, which are not valid";
        if (_method == "RICE_1" && _bitPix < 0 && !IsQuantised)
            return "holds floating-point pixels under RICE without ZSCALE";
        if (_quantisation is not ("NO_DITHER" or "NONE" or "SUBTRACTIVE_DITHER_1" or "SUBTRACTIVE_DITHER_2"))
            return $"is quantised by {_quantisation}, which is not known";
        return _seed is < 1 or > DitherSequence.Count ? $"has ZDITHER0 = {_seed}; FITS allows 1 to 10000" : null;
    }

    private static long Parameter(FitsHeader header, string name, long absent)
    {
        for (var i = 1; header.String($"ZNAME{i}") is { } key; i++)
        {
            if (key.Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                return header.Integer($"ZVAL{i}") ?? absent;
        }
        return absent;
    }
}
