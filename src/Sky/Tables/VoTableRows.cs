using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace GaLNet.Sky.Tables;

/// <summary>Collects rows of a VOTable into columns, a part at a time.</summary>
internal sealed class VoTableRows(List<VoTableField> fields, string path)
{
    private List<double>[] _numbers = [];
    private List<long>[] _whole = [];
    private List<string>[] _text = [];

    /// <summary>Rows held.</summary>
    public int Count { get; private set; }

    /// <summary>Rows taken before those that are held.</summary>
    public long Total { get; private set; }

    public void AddText(List<string> cells)
    {
        Begin();
        if (cells.Count > fields.Count)
            throw new TableException(
                $"{path}, row {Total + Count + 1}: {cells.Count} values for {fields.Count} columns.");
        for (var i = 0; i < fields.Count; i++)
        {
            var cell = i < cells.Count ? cells[i] : "";
            var field = fields[i];
            if (field.IsText)
                _text[i].Add(cell);
            else if (!field.IsScalar)
                continue;
            else if (field.Column.Type is TableType.Double or TableType.Single)
                _numbers[i].Add(Number(cell.Trim()));
            else
                _whole[i].Add(Whole(field, cell.Trim()));
        }
        Count++;
    }

    /// <summary>The rows added since the last time, which are forgotten.</summary>
    public MemoryTable Take()
    {
        Begin();
        var scalars = Enumerable.Range(0, fields.Count).Where(i => fields[i].IsScalar).ToArray();
        var part = new MemoryTable(
            path, [.. scalars.Select(i => fields[i].Column)], [.. scalars.Select(Values)], Count);
        foreach (var i in scalars)
        {
            _numbers[i].Clear();
            _whole[i].Clear();
            _text[i].Clear();
        }
        Total += Count;
        Count = 0;
        return part;
    }

    private Array Values(int i) => fields[i].Column.Type switch
    {
        TableType.String => _text[i].ToArray(),
        TableType.Double or TableType.Single => _numbers[i].ToArray(),
        _ => _whole[i].ToArray(),
    };

    /// <summary>Ends a row whose values were given to <see cref="Add"/>.</summary>
    public void EndRow() => Count++;

    /// <summary>Prepares for rows, whose fields are known by then.</summary>
    public void Begin()
    {
        if (_numbers.Length == fields.Count)
            return;
        _numbers = [.. fields.Select(_ => new List<double>())];
        _whole = [.. fields.Select(_ => new List<long>())];
        _text = [.. fields.Select(_ => new List<string>())];
    }

    /// <summary>Adds the binary value of one field of the row.</summary>
    public void Add(int i, ReadOnlySpan<byte> bytes, bool isNull)
    {
        var field = fields[i];
        if (field.IsText)
            _text[i].Add(isNull ? "" : Text(field, bytes));
        else if (!field.IsScalar)
            return;
        else if (field.Column.Type is TableType.Double or TableType.Single)
            _numbers[i].Add(isNull ? double.NaN : field.DataType == "float"
                ? BinaryPrimitives.ReadSingleBigEndian(bytes)
                : BinaryPrimitives.ReadDoubleBigEndian(bytes));
        else
            _whole[i].Add(isNull ? long.MinValue : Whole(field, bytes));
    }

    private static string Text(VoTableField field, ReadOnlySpan<byte> bytes)
    {
        var text = field.DataType == "char" ? Encoding.UTF8.GetString(bytes)
            : Encoding.BigEndianUnicode.GetString(bytes);
        var end = text.IndexOf('\0', StringComparison.Ordinal);
        return (end < 0 ? text : text[..end]).TrimEnd();
    }

    private static long Whole(VoTableField field, ReadOnlySpan<byte> bytes)
    {
        if (field.DataType == "bit")
            return bytes[0] == 0 ? 0 : 1;
        if (field.DataType == "boolean")
            return bytes[0] is (byte)'T' or (byte)'t' or (byte)'1' ? 1
                : bytes[0] is (byte)'F' or (byte)'f' or (byte)'0' ? 0 : long.MinValue;
        long value = bytes.Length switch
        {
            1 => bytes[0],
            2 => BinaryPrimitives.ReadInt16BigEndian(bytes),
            4 => BinaryPrimitives.ReadInt32BigEndian(bytes),
            _ => BinaryPrimitives.ReadInt64BigEndian(bytes),
        };
        return value == field.Null ? long.MinValue : value;
    }

    private long Whole(VoTableField field, string cell)
    {
        if (cell.Length == 0 || (field.IsLogical && cell is "?"))
            return long.MinValue;
        if (field.IsLogical)
            return cell is "1" || cell.StartsWith('t') || cell.StartsWith('T') ? 1 : 0;
        var isHex = cell.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        if (!long.TryParse(isHex ? cell[2..] : cell, isHex ? NumberStyles.HexNumber : NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture, out var value))
            throw new TableException(
                $"{path}, row {Total + Count + 1}: '{cell}' in column '{field.Column.Name}' is no whole number.");
        return value == field.Null ? long.MinValue : value;
    }

    private double Number(string cell)
    {
        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return value;
        return cell.ToUpperInvariant() switch
        {
            "" or "NAN" => double.NaN,
            "INF" or "+INF" => double.PositiveInfinity,
            "-INF" => double.NegativeInfinity,
            _ => throw new TableException($"{path}, row {Total + Count + 1}: '{cell}' is no number."),
        };
    }
}
