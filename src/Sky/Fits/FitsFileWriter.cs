using System.Buffers.Binary;
using System.Runtime.InteropServices;
using GaLNet.Sky.Fits.Tiles;
using GaLNet.Sky.IO;

namespace GaLNet.Sky.Fits;

/// <summary>
/// Writes a FITS file HDU by HDU, with checksums. The file appears whole under its name at <see cref="Commit"/>, or
/// not at all; a name that ends in <c>.gz</c> is packed.
/// </summary>
public sealed class FitsFileWriter : IDisposable
{
    private readonly AtomicFile _file;
    private int _count;

    private FitsFileWriter(AtomicFile file) => _file = file;

    /// <summary>Starts a file; throws <see cref="FitsException"/> when the folder cannot be written.</summary>
    public static FitsFileWriter Create(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        try
        {
            return new FitsFileWriter(new AtomicFile(path));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new FitsException($"{path} cannot be written: {fault.Message}", fault);
        }
    }

    /// <summary>
    /// Appends single-precision pixels, [planes * height * width]; keywords of <paramref name="header"/> that
    /// describe the old layout are left out.
    /// </summary>
    public void WriteImage(ReadOnlySpan<float> pixels, int width, int height, int planes = 1,
        FitsHeader? header = null, string? name = null)
    {
        var hdu = BeginImage(-32, pixels.Length, width, height, planes, header, name);
        Write(hdu, MemoryMarshal.Cast<float, int>(pixels));
        hdu.End();
    }

    /// <summary>Appends double-precision pixels, [planes * height * width].</summary>
    public void WriteImage(ReadOnlySpan<double> pixels, int width, int height, int planes = 1,
        FitsHeader? header = null, string? name = null)
    {
        var hdu = BeginImage(-64, pixels.Length, width, height, planes, header, name);
        Span<long> buffer = stackalloc long[1024];
        var words = MemoryMarshal.Cast<double, long>(pixels);
        for (var at = 0; at < words.Length; at += buffer.Length)
        {
            var part = words.Slice(at, Math.Min(buffer.Length, words.Length - at));
            BinaryPrimitives.ReverseEndianness(part, buffer);
            hdu.Write(MemoryMarshal.AsBytes(buffer[..part.Length]));
        }
        hdu.End();
    }

    /// <summary>Appends 32-bit integer pixels, [planes * height * width].</summary>
    public void WriteImage(ReadOnlySpan<int> pixels, int width, int height, int planes = 1,
        FitsHeader? header = null, string? name = null)
    {
        var hdu = BeginImage(32, pixels.Length, width, height, planes, header, name);
        Write(hdu, pixels);
        hdu.End();
    }

    /// <summary>Appends 16-bit integer pixels, [planes * height * width].</summary>
    public void WriteImage(ReadOnlySpan<short> pixels, int width, int height, int planes = 1,
        FitsHeader? header = null, string? name = null)
    {
        var hdu = BeginImage(16, pixels.Length, width, height, planes, header, name);
        Span<short> buffer = stackalloc short[4096];
        for (var at = 0; at < pixels.Length; at += buffer.Length)
        {
            var part = pixels.Slice(at, Math.Min(buffer.Length, pixels.Length - at));
            BinaryPrimitives.ReverseEndianness(part, buffer);
            hdu.Write(MemoryMarshal.AsBytes(buffer[..part.Length]));
        }
        hdu.End();
    }

    /// <summary>Appends byte pixels (masks), [planes * height * width].</summary>
    public void WriteImage(ReadOnlySpan<byte> pixels, int width, int height, int planes = 1,
        FitsHeader? header = null, string? name = null)
    {
        var hdu = BeginImage(8, pixels.Length, width, height, planes, header, name);
        hdu.Write(pixels);
        hdu.End();
    }

    /// <summary>
    /// Appends single-precision pixels as RICE-compressed tiles of one row (<c>.fz</c>). They are quantised in steps of
    /// 1/<paramref name="quality"/> of each row's noise and dithered, so they read back within half a step; rows
    /// without noise stay exact.
    /// </summary>
    public void WriteCompressedImage(ReadOnlySpan<float> pixels, int width, int height, int planes = 1,
        FitsHeader? header = null, string? name = null, double quality = 16)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(quality);
        var image = ImageHeader(-32, pixels.Length, width, height, planes, header, name);
        var tiles = new CompressedImageWriter(isFloat: true);
        for (var row = 0; row < height * planes; row++)
            tiles.Add(pixels.Slice(row * width, width), row, quality);
        WriteTiles(tiles, image, 4);
    }

    /// <summary>Appends 32-bit integer pixels as RICE-compressed tiles of one row, without loss.</summary>
    public void WriteCompressedImage(ReadOnlySpan<int> pixels, int width, int height, int planes = 1,
        FitsHeader? header = null, string? name = null)
    {
        var image = ImageHeader(32, pixels.Length, width, height, planes, header, name);
        var tiles = new CompressedImageWriter(isFloat: false);
        for (var row = 0; row < height * planes; row++)
            tiles.Add(pixels.Slice(row * width, width), 4);
        WriteTiles(tiles, image, 4);
    }

    /// <summary>Flushes everything and gives the file its name.</summary>
    public void Commit() => _file.Commit();

    /// <summary>Removes what was written unless it was committed.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary>Starts an extension with a header that is complete but for its checksums.</summary>
    internal FitsHduWriter Begin(FitsHeader header)
    {
        if (_count == 0 && header.Has("XTENSION"))
            WriteEmptyPrimary();
        _count++;
        return new FitsHduWriter(_file.Stream, header);
    }

    private void WriteEmptyPrimary()
    {
        var primary = new FitsHeader();
        primary.Set("SIMPLE", true, "conforms to FITS standard");
        primary.Set("BITPIX", 8L, "no data");
        primary.Set("NAXIS", 0L, "no data");
        primary.Set("EXTEND", true, "extensions follow");
        Begin(primary).End();
    }

    private void WriteTiles(CompressedImageWriter tiles, FitsHeader image, int bytesPerPixel)
    {
        var hdu = Begin(tiles.Header(image, isPrimary: _count == 0, bytesPerPixel));
        tiles.WriteTo(hdu);
        hdu.End();
    }

    private FitsHduWriter BeginImage(int bitPix, int length, int width, int height, int planes, FitsHeader? header,
        string? name)
        => Begin(ImageHeader(bitPix, length, width, height, planes, header, name));

    private FitsHeader ImageHeader(int bitPix, int length, int width, int height, int planes, FitsHeader? header,
        string? name)
    {
        if (width <= 0 || height <= 0 || planes <= 0 || (long)width * height * planes != length)
            throw new ArgumentException($"{length} pixels do not make {planes} planes of {width}x{height}.",
                nameof(width));
        var full = new FitsHeader();
        if (_count == 0)
            full.Set("SIMPLE", true, "conforms to FITS standard");
        else
            full.Set("XTENSION", "IMAGE", "image extension");
        full.Set("BITPIX", (long)bitPix, "array data type");
        full.Set("NAXIS", planes > 1 ? 3L : 2L, "number of array dimensions");
        full.Set("NAXIS1", (long)width, "pixels along a row");
        full.Set("NAXIS2", (long)height, "rows");
        if (planes > 1)
            full.Set("NAXIS3", (long)planes, "planes");
        if (_count == 0)
        {
            full.Set("EXTEND", true, "extensions may follow");
        }
        else
        {
            full.Set("PCOUNT", 0L, "no parameters");
            full.Set("GCOUNT", 1L, "one group");
        }
        if (name is not null)
            full.Set("EXTNAME", name, "name of this HDU");
        foreach (var card in header?.Cards ?? [])
        {
            if (!FitsHduWriter.IsStructural(card.Keyword) && (name is null || card.Keyword != "EXTNAME"))
                full.Add(card);
        }
        return full;
    }

    private static void Write(FitsHduWriter hdu, ReadOnlySpan<int> words)
    {
        Span<int> buffer = stackalloc int[2048];
        for (var at = 0; at < words.Length; at += buffer.Length)
        {
            var part = words.Slice(at, Math.Min(buffer.Length, words.Length - at));
            BinaryPrimitives.ReverseEndianness(part, buffer);
            hdu.Write(MemoryMarshal.AsBytes(buffer[..part.Length]));
        }
    }
}
