using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace GaLNet.Sky.Fits.Tiles;

/// <summary>
/// Writes an image as RICE-compressed rows (FITS 4.0, §10). Integers are kept exactly; floating-point pixels are
/// quantised in steps of a fraction of each row's noise and dithered (SUBTRACTIVE_DITHER_2: zeros and NaN stay).
/// </summary>
internal sealed class CompressedImageWriter
{
    private const int Block = 32;
    private const int Undefined = -2147483647;
    private const int ExactZero = -2147483646;
    private const long Seed = 1;
    private readonly ArrayBufferWriter<byte> _heap = new();
    private readonly ArrayBufferWriter<byte> _rows = new();
    private readonly bool _isFloat;
    private int _longest;

    public CompressedImageWriter(bool isFloat) => _isFloat = isFloat;

    /// <summary>Adds a row of integers of 2 or 4 bytes each.</summary>
    public void Add(ReadOnlySpan<int> row, int bytesPerPixel)
        => AddTile(RiceCodec.Encode(row, bytesPerPixel, Block), [], 1, 0);

    /// <summary>
    /// Adds a row of floating-point pixels; <paramref name="quality"/> steps make one sigma of its noise.
    /// </summary>
    public void Add(ReadOnlySpan<float> row, long tile, double quality)
    {
        var step = RowNoise.Sigma(row) / quality;
        var (min, max) = Range(row);
        // Rows without noise, or too wide a range for the steps, are kept exactly.
        if (!(step > 0) || !double.IsFinite((max - min) / step) || (max - min) / step > 1e9)
        {
            AddTile([], Gzip(row), 1, 0);
            return;
        }
        var levels = new int[row.Length];
        var dither = new DitherSequence(tile, Seed);
        for (var i = 0; i < row.Length; i++)
        {
            var shift = dither.Next() - 0.5;
            levels[i] = float.IsNaN(row[i]) ? Undefined
                : row[i] == 0 ? ExactZero
                : (int)Math.Round((row[i] - min) / step + shift);
        }
        AddTile(RiceCodec.Encode(levels, 4, Block), [], step, min);
    }

    /// <summary>The extension's header for an image's header (which has its mandatory keywords in front).</summary>
    public FitsHeader Header(FitsHeader image, bool isPrimary, int bytesPerPixel)
    {
        var header = new FitsHeader();
        header.Set("XTENSION", "BINTABLE", "binary table extension");
        header.Set("BITPIX", 8L, "bytes");
        header.Set("NAXIS", 2L, "a table has two axes");
        header.Set("NAXIS1", _isFloat ? 32L : 8L, "bytes in a row");
        header.Set("NAXIS2", (long)_rows.WrittenCount / (_isFloat ? 32 : 8), "rows, one for each tile");
        header.Set("PCOUNT", (long)_heap.WrittenCount, "bytes of the heap");
        header.Set("GCOUNT", 1L, "one group");
        header.Set("TFIELDS", _isFloat ? 4L : 1L, "columns");
        header.Set("TTYPE1", "COMPRESSED_DATA");
        header.Set("TFORM1", $"1PB({_longest})");
        if (_isFloat)
        {
            header.Set("TTYPE2", "GZIP_COMPRESSED_DATA");
            header.Set("TFORM2", $"1PB({_longest})");
            header.Set("TTYPE3", "ZSCALE");
            header.Set("TFORM3", "1D");
            header.Set("TTYPE4", "ZZERO");
            header.Set("TFORM4", "1D");
        }
        header.Set("ZIMAGE", true, "a compressed image");
        if (isPrimary)
            header.Set("ZSIMPLE", true, "the image was a primary one");
        else
            header.Set("ZTENSION", "IMAGE", "the image was an extension");
        header.Set("ZBITPIX", image.Integer("BITPIX") ?? 0, "type of the image");
        var axes = image.Integer("NAXIS") ?? 0;
        header.Set("ZNAXIS", axes, "axes of the image");
        for (var i = 1; i <= axes; i++)
        {
            header.Set($"ZNAXIS{i}", image.Integer($"NAXIS{i}") ?? 0);
            header.Set($"ZTILE{i}", i == 1 ? image.Integer("NAXIS1") ?? 0 : 1L);
        }
        header.Set("ZCMPTYPE", "RICE_1", "compression");
        header.Set("ZNAME1", "BLOCKSIZE", "pixels in a block");
        header.Set("ZVAL1", (long)Block);
        header.Set("ZNAME2", "BYTEPIX", "bytes of a pixel");
        header.Set("ZVAL2", (long)bytesPerPixel);
        if (_isFloat)
        {
            header.Set("ZQUANTIZ", "SUBTRACTIVE_DITHER_2", "quantisation");
            header.Set("ZDITHER0", Seed, "first tile's place in the random numbers");
            header.Set("ZBLANK", (long)Undefined, "NaN");
        }
        foreach (var card in image.Cards.Where(c => !FitsHduWriter.IsStructural(c.Keyword)))
            header.Add(card);
        return header;
    }

    /// <summary>Writes rows and heap.</summary>
    public void WriteTo(FitsHduWriter hdu)
    {
        hdu.Write(_rows.WrittenSpan);
        hdu.Write(_heap.WrittenSpan);
    }

    private void AddTile(byte[] rice, byte[] gzip, double scale, double zero)
    {
        Span<byte> row = stackalloc byte[_isFloat ? 32 : 8];
        BinaryPrimitives.WriteInt32BigEndian(row, rice.Length);
        BinaryPrimitives.WriteInt32BigEndian(row[4..], _heap.WrittenCount);
        _heap.Write(rice);
        if (_isFloat)
        {
            BinaryPrimitives.WriteInt32BigEndian(row[8..], gzip.Length);
            BinaryPrimitives.WriteInt32BigEndian(row[12..], _heap.WrittenCount);
            BinaryPrimitives.WriteDoubleBigEndian(row[16..], scale);
            BinaryPrimitives.WriteDoubleBigEndian(row[24..], zero);
            _heap.Write(gzip);
        }
        _rows.Write(row);
        _longest = Math.Max(_longest, Math.Max(rice.Length, gzip.Length));
    }

    private static byte[] Gzip(ReadOnlySpan<float> row)
    {
        var words = new int[row.Length];
        BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<float, int>(row), words);
        using var bytes = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(bytes, System.IO.Compression.CompressionLevel.Optimal))
            gzip.Write(MemoryMarshal.AsBytes(words.AsSpan()));
        return bytes.ToArray();
    }

    private static (double Min, double Max) Range(ReadOnlySpan<float> row)
    {
        double min = double.PositiveInfinity, max = double.NegativeInfinity;
        foreach (var value in row)
        {
            if (float.IsNaN(value))
                continue;
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }
        return (min, max);
    }
}
