using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace GaLNet.Sky.Tables;

/// <summary>Where the values of a row lie in a binary table, and how they are encoded.</summary>
internal sealed class FitsRowLayout
{
    private readonly TableType[] _types;
    private readonly IReadOnlyList<TableColumn> _columns;
    private readonly int[] _textColumns;
    private readonly int[] _textWidths;
    private readonly int[] _offsets;
    private readonly int[] _sizes;

    public FitsRowLayout(IReadOnlyList<TableColumn> columns, int[] textWidths)
    {
        _columns = columns;
        _types = [.. columns.Select(c => c.Type)];
        _textColumns = [.. Enumerable.Range(0, columns.Count).Where(i => _types[i] == TableType.String)];
        _textWidths = textWidths;
        _offsets = new int[columns.Count];
        _sizes = new int[columns.Count];
        for (var i = 0; i < columns.Count; i++)
        {
            _sizes[i] = Size(i);
            _offsets[i] = Width;
            Width += _sizes[i];
        }
    }

    /// <summary>Bytes of a row.</summary>
    public int Width { get; }

    /// <summary>TFORM of a column.</summary>
    public string Format(int i) => _types[i] switch
    {
        TableType.Double => "1D",
        TableType.Single => "1E",
        TableType.Int64 => "1K",
        TableType.Int32 => "1J",
        TableType.Boolean => "1L",
        _ => _textWidths[i].ToString(CultureInfo.InvariantCulture) + "A",
    };

    /// <summary>A layout with room for the texts of a row, or null when this one has it.</summary>
    public FitsRowLayout? Widened(TableRow row)
    {
        int[]? widths = null;
        foreach (var i in _textColumns)
        {
            if (row.Text(i).Length <= _textWidths[i])
                continue;
            widths ??= [.. _textWidths];
            // Half as wide again: texts that grow letter by letter must not copy the table every time.
            widths[i] = Math.Max(row.Text(i).Length, _textWidths[i] * 3 / 2);
        }
        return widths is null ? null : new FitsRowLayout(_columns, widths);
    }

    public void Encode(TableRow row, Span<byte> bytes)
    {
        for (var i = 0; i < _types.Length; i++)
        {
            var field = bytes.Slice(_offsets[i], _sizes[i]);
            switch (_types[i])
            {
                case TableType.Double:
                    BinaryPrimitives.WriteDoubleBigEndian(field, row.Number(i));
                    break;
                case TableType.Single:
                    BinaryPrimitives.WriteSingleBigEndian(field, (float)row.Number(i));
                    break;
                case TableType.Int64:
                    BinaryPrimitives.WriteInt64BigEndian(field, row.Whole(i));
                    break;
                case TableType.Int32:
                    BinaryPrimitives.WriteInt32BigEndian(field, (int)Math.Max(row.Whole(i), int.MinValue));
                    break;
                case TableType.Boolean:
                    field[0] = row.Whole(i) switch { 0 => (byte)'F', 1 => (byte)'T', _ => 0 };
                    break;
                default:
                    field.Fill((byte)' ');
                    Encoding.ASCII.GetBytes(row.Text(i), field);
                    break;
            }
        }
    }

    /// <summary>Copies a row of a narrower layout of the same columns.</summary>
    public void CopyFrom(FitsRowLayout narrow, ReadOnlySpan<byte> source, Span<byte> target)
    {
        target.Fill((byte)' ');
        for (var i = 0; i < _types.Length; i++)
            source.Slice(narrow._offsets[i], narrow._sizes[i]).CopyTo(target[_offsets[i]..]);
    }

    private int Size(int i) => _types[i] switch
    {
        TableType.Double or TableType.Int64 => 8,
        TableType.Single or TableType.Int32 => 4,
        TableType.Boolean => 1,
        _ => _textWidths[i],
    };
}
