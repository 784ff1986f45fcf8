using System.Buffers.Binary;

namespace GaLNet.Sky.Tables;

/// <summary>Reads the rows of a BINARY or BINARY2 stream one by one.</summary>
internal sealed class VoTableBinary(
    Stream stream, List<VoTableField> fields, bool hasNullFlags, Stream file, string path)
{
    private const long LongestPacked = 1 << 26;
    private readonly byte[] _flags = new byte[hasNullFlags ? (fields.Count + 7) / 8 : 0];
    private byte[] _field = new byte[64];

    // No value is longer than its file; of a packed file the length is not known before its end.
    private readonly long _longest = file.CanSeek ? file.Length : LongestPacked;

    /// <summary>Adds the next row; false at the end.</summary>
    public bool TryRead(VoTableRows rows)
    {
        rows.Begin();
        var first = stream.ReadByte();
        if (first < 0)
            return false;
        // The first byte tells that there is a row; it belongs to whatever is read first.
        int? lead = first;
        ReadExactly(_flags);
        for (var i = 0; i < fields.Count; i++)
        {
            var isNull = hasNullFlags && (_flags[i / 8] & (0x80 >> (i % 8))) != 0;
            rows.Add(i, ReadField(fields[i]), isNull);
        }
        rows.EndRow();
        return true;

        ReadOnlySpan<byte> ReadField(VoTableField field)
        {
            long count = field.ArraySize;
            if (count < 0)
            {
                ReadExactly(_field.AsSpan(0, 4));
                count = BinaryPrimitives.ReadInt32BigEndian(_field);
            }
            var size = field.DataType == "bit" ? (count + 7) / 8 : count * field.ElementBytes;
            if (size < 0 || size > _longest || size > Array.MaxLength)
                throw new TableException(
                    $"{path}, row {rows.Total + rows.Count + 1}: column '{field.Column.Name}' asks for "
                    + $"{size} bytes, more than the file can hold.");
            if (size > _field.Length)
                _field = new byte[Math.Max(size, Math.Min(2L * _field.Length, Array.MaxLength))];
            ReadExactly(_field.AsSpan(0, (int)size));
            return _field.AsSpan(0, (int)size);
        }

        void ReadExactly(Span<byte> into)
        {
            if (lead is { } held && into.Length > 0)
            {
                into[0] = (byte)held;
                into = into[1..];
                lead = null;
            }
            if (stream.ReadAtLeast(into, into.Length, throwOnEndOfStream: false) < into.Length)
                throw new TableException(
                    $"{path}: the binary rows end in the middle of row {rows.Total + rows.Count + 1}.");
        }
    }
}
