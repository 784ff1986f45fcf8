using GaLNet.Sky.IO;

namespace GaLNet.Sky.Fits;

/// <summary>One header and data unit of a file.</summary>
public class FitsHdu
{
    internal FitsHdu(FitsHduInfo info)
    {
        Info = info;
        Header = info.Header;
    }

    /// <summary>Place in the file; 0 is the primary HDU.</summary>
    public int Index => Info.Index;

    /// <summary>What it holds.</summary>
    public FitsHduKind Kind => Info.Kind;

    /// <summary>EXTNAME, or empty.</summary>
    public string Name => Info.Header.String("EXTNAME") ?? "";

    /// <summary>EXTVER, 1 where it is not given.</summary>
    public long Version => Info.Header.Integer("EXTVER") ?? 1;

    /// <summary>
    /// The keywords. Those of a compressed image are given as the image had them before it was compressed.
    /// </summary>
    public FitsHeader Header { get; private protected init; }

    /// <summary>Axis lengths, NAXIS1 first; empty without data.</summary>
    public virtual IReadOnlyList<long> Shape => Info.Shape;

    /// <summary>
    /// Type of the values as numpy names it (<c>int16</c>, <c>uint16</c>, <c>float32</c> …), or empty.
    /// </summary>
    public virtual string ValueType => "";

    /// <summary>Reads the whole HDU and compares it with its DATASUM and CHECKSUM.</summary>
    public FitsChecksumReport VerifyChecksum()
    {
        var own = Info.Header;
        var written = own.String("DATASUM")?.Trim();
        var hasChecksum = own.String("CHECKSUM") is not null;
        if (written is null && !hasChecksum)
            return default;
        var header = new FitsChecksum();
        var data = new FitsChecksum();
        Sum(Info.HeaderOffset, Info.DataOffset, ref header);
        Sum(Info.DataOffset, Math.Min(Info.End, Source.Length), ref data);
        var total = header;
        Span<byte> word = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(word, data.Value);
        total.Add(word);
        bool? dataHolds = written is null ? null
            : uint.TryParse(written, System.Globalization.CultureInfo.InvariantCulture, out var sum)
                && sum == data.Value;
        // All ones and all zeros are the same number in ones' complement.
        return new FitsChecksumReport(dataHolds, hasChecksum ? total.Value is 0 or uint.MaxValue : null);
    }

    private void Sum(long from, long to, ref FitsChecksum sum)
    {
        var buffer = new byte[(int)Math.Min(to - from, 1 << 18)];
        for (var at = from; at < to; at += buffer.Length)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, to - at));
            Source.Read(at, part);
            sum.Add(part);
        }
    }

    /// <summary>Name of the file, for messages.</summary>
    public string FileName => Info.FileName;

    internal FitsHduInfo Info { get; }

    internal ByteSource Source => Info.Source;

    /// <summary>How messages name this HDU: <c>file.fits[1]</c> or <c>file.fits[SCI]</c>.</summary>
    public override string ToString() => Index == 0 ? FileName : $"{FileName}[{(Name.Length > 0 ? Name : Index)}]";
}
