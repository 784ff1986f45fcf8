using System.Text;
using GaLNet.Sky.IO;

namespace GaLNet.Sky.Fits;

/// <summary>
/// Writes one HDU in one pass: header, data, padding; then goes back to fill in DATASUM and CHECKSUM. The header may
/// change its values until the end, but not its number of cards.
/// </summary>
internal sealed class FitsHduWriter
{
    private readonly Stream _stream;
    private readonly FitsHeader _header;
    private readonly long _start;
    private readonly int _headerLength;
    private readonly byte[] _carry = new byte[4];
    private int _carried;
    private FitsChecksum _sum;
    private long _length;

    public FitsHduWriter(Stream stream, FitsHeader header)
    {
        _stream = stream;
        _header = header;
        _start = stream.Position;
        if (header.Cards.Any(FitsCardFormatter.IsLong))
            header.Set("LONGSTRN", "OGIP 1.0", "long strings continue on CONTINUE cards");
        header.Set("DATASUM", "0", "data unit checksum");
        header.Set("CHECKSUM", "0000000000000000", "HDU checksum");
        var bytes = Encode(header);
        _headerLength = bytes.Length;
        stream.Write(bytes);
    }

    /// <summary>Keywords that the writer itself sets, and that must not be copied from another header.</summary>
    public static bool IsStructural(string keyword) => keyword is "SIMPLE" or "XTENSION" or "BITPIX" or "NAXIS"
        or "PCOUNT" or "GCOUNT" or "EXTEND" or "END" or "CHECKSUM" or "DATASUM" or "BSCALE" or "BZERO" or "BLANK"
        or "GROUPS" or "TFIELDS" or "THEAP"
        || (keyword.StartsWith("NAXIS", StringComparison.Ordinal)
            && keyword.AsSpan(5).IndexOfAnyExceptInRange('0', '9') < 0);

    /// <summary>Appends data in the file's byte order.</summary>
    public void Write(ReadOnlySpan<byte> data)
    {
        _stream.Write(data);
        _length += data.Length;
        while (_carried > 0 && data.Length > 0)
        {
            _carry[_carried++] = data[0];
            data = data[1..];
            if (_carried < 4)
                continue;
            _sum.Add(_carry);
            _carried = 0;
        }
        var whole = data.Length & ~3;
        _sum.Add(data[..whole]);
        data[whole..].CopyTo(_carry);
        if (data.Length > 0)
            _carried = data.Length - whole;
    }

    /// <summary>The data written so far, from their start; nothing can be written after it.</summary>
    public BufferedStream ReadBack()
    {
        _stream.Position = _start + _headerLength;
        return new BufferedStream(_stream, 1 << 16);
    }

    /// <summary>Pads the data, signs the HDU, and leaves the stream at its end.</summary>
    public void End()
    {
        Span<byte> padding = stackalloc byte[FitsBlock.Size];
        padding = padding[..FitsBlock.Padding(_length)];
        padding.Clear();
        Write(padding);
        var total = new FitsChecksum();
        _header.Set("DATASUM", _sum.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
            "data unit checksum");
        var bytes = Encode(_header);
        total.Add(bytes);
        Span<byte> data = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(data, _sum.Value);
        total.Add(data);
        _header.Set("CHECKSUM", FitsChecksum.Encode(total.Value, complement: true), "HDU checksum");
        bytes = Encode(_header);
        if (bytes.Length != _headerLength)
            throw new InvalidOperationException("The header changed its length while its data were written.");
        _stream.Position = _start;
        _stream.Write(bytes);
        _stream.Position = _stream.Length;
    }

    private static byte[] Encode(FitsHeader header)
    {
        var text = new StringBuilder();
        foreach (var card in header.Cards)
            FitsCardFormatter.Append(text, card);
        text.Append("END".PadRight(FitsCardParser.CardLength));
        text.Append(' ', FitsBlock.Padding(text.Length));
        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
