using GaLNet.Sky.IO;

namespace GaLNet.Sky.Fits;

/// <summary>
/// Walks through the headers of a file. Nothing is believed that the length of the file does not bear out.
/// </summary>
internal sealed class FitsHduScanner(ByteSource source, string fileName)
{
    // 28 MB of keywords: forty times the longest header known in surveys.
    private const int MaxHeaderBlocks = 10_000;

    public List<string> Warnings { get; } = [];

    public List<FitsHduInfo> Scan()
    {
        var hdus = new List<FitsHduInfo>();
        long at = 0;
        while (at < source.Length)
        {
            if (hdus.Count > 0 && !StartsExtension(at))
            {
                Warnings.Add($"{fileName}: {source.Length - at} bytes after HDU {hdus.Count - 1} are not an extension "
                    + "and were ignored.");
                break;
            }
            var hdu = ReadHdu(at, hdus.Count);
            hdus.Add(hdu);
            at = hdu.End;
        }
        return hdus;
    }

    private bool StartsExtension(long at)
    {
        Span<byte> start = stackalloc byte[9];
        if (source.Length - at < FitsBlock.Size)
            return false;
        source.Read(at, start);
        return start.SequenceEqual("XTENSION="u8);
    }

    private FitsHduInfo ReadHdu(long at, int index)
    {
        var cards = ReadHeader(at, index, out var dataOffset);
        var header = new FitsHeader(FitsCardParser.Parse(cards));
        var shape = Axes(header, index);
        var bitPix = (int)Required(header, "BITPIX", index);
        if (bitPix is not (8 or 16 or 32 or 64 or -32 or -64))
            throw Fail(index, $"BITPIX is {bitPix}; FITS allows 8, 16, 32, 64, -32 and -64");
        var parameters = NotNegative(header, "PCOUNT", index, 0);
        var groups = NotNegative(header, "GCOUNT", index, 1);
        var isGroups = index == 0 && header.Logical("GROUPS") == true && shape is [0, ..];
        var length = DataLength(shape, bitPix, index == 0 && !isGroups ? 0 : parameters,
            index == 0 && !isGroups ? 1 : groups, isGroups, index);
        if (length > source.Length - dataOffset)
            throw Fail(index, $"its header asks for {length} bytes of data but "
                + $"{Math.Max(0, source.Length - dataOffset)} follow: the file is cut short, fetch it again");
        var info = new FitsHduInfo
        {
            FileName = fileName,
            Source = source,
            Index = index,
            Header = header,
            Kind = KindOf(header, shape, length, isGroups, index),
            BitPix = bitPix,
            Shape = shape,
            HeaderOffset = at,
            DataOffset = dataOffset,
            DataLength = length,
        };
        if (info.End > source.Length)
            Warnings.Add($"{fileName}: the last block of HDU {index} is not filled up; its data are complete.");
        return info;
    }

    private byte[] ReadHeader(long at, int index, out long dataOffset)
    {
        var bytes = new byte[FitsBlock.Size];
        var used = 0;
        for (var block = 0; block < MaxHeaderBlocks; block++)
        {
            if (source.Length - at - used < FitsBlock.Size)
                throw Fail(index, "its header has no END card before the file ends: the file is cut short or not FITS");
            if (bytes.Length - used < FitsBlock.Size)
                Array.Resize(ref bytes, bytes.Length * 2);
            source.Read(at + used, bytes.AsSpan(used, FitsBlock.Size));
            if (block == 0 && index == 0 && !bytes.AsSpan().StartsWith("SIMPLE  ="u8))
                throw new FitsException($"{fileName} is not a FITS file: it does not start with SIMPLE =.");
            for (var card = used; card < used + FitsBlock.Size; card += FitsCardParser.CardLength)
            {
                if (!FitsCardParser.IsEnd(bytes.AsSpan(card, FitsCardParser.CardLength)))
                    continue;
                dataOffset = at + used + FitsBlock.Size;
                return bytes[..card];
            }
            used += FitsBlock.Size;
        }
        throw Fail(index, $"its header has no END card within {MaxHeaderBlocks} blocks");
    }

    private long[] Axes(FitsHeader header, int index)
    {
        var count = Required(header, "NAXIS", index);
        if (count is < 0 or > 999)
            throw Fail(index, $"NAXIS is {count}; FITS allows 0 to 999");
        var shape = new long[count];
        for (var i = 0; i < count; i++)
        {
            shape[i] = Required(header, $"NAXIS{i + 1}", index);
            if (shape[i] < 0)
                throw Fail(index, $"NAXIS{i + 1} is {shape[i]}; it cannot be negative");
        }
        return shape;
    }

    private long DataLength(long[] shape, int bitPix, long parameters, long groups, bool isGroups, int index)
    {
        if (shape.Length == 0)
            return 0;
        try
        {
            checked
            {
                long product = 1;
                for (var i = isGroups ? 1 : 0; i < shape.Length; i++)
                    product *= shape[i];
                return Math.Abs(bitPix) / 8 * groups * (parameters + product);
            }
        }
        catch (OverflowException)
        {
            throw Fail(index, $"its axes {string.Join('x', shape)} ask for more data than any file holds");
        }
    }

    private static FitsHduKind KindOf(FitsHeader header, long[] shape, long length, bool isGroups, int index)
    {
        if (isGroups)
            return FitsHduKind.RandomGroups;
        var extension = index == 0 ? "IMAGE" : header.String("XTENSION")?.Trim() ?? "";
        return extension switch
        {
            "IMAGE" or "IUEIMAGE" => length == 0 ? FitsHduKind.Empty : FitsHduKind.Image,
            "BINTABLE" or "A3DTABLE" => header.Logical("ZIMAGE") == true
                ? FitsHduKind.CompressedImage
                : FitsHduKind.BinaryTable,
            "TABLE" => FitsHduKind.AsciiTable,
            _ => FitsHduKind.Other,
        };
    }

    private long Required(FitsHeader header, string key, int index)
        => header.Integer(key) ?? throw Fail(index, $"its header has no whole number {key}");

    private long NotNegative(FitsHeader header, string key, int index, long absent)
    {
        var value = header.Integer(key) ?? absent;
        return value >= 0 ? value : throw Fail(index, $"{key} is {value}; it cannot be negative");
    }

    private FitsException Fail(int index, string what) => new($"{fileName}, HDU {index}: {what}.");
}
