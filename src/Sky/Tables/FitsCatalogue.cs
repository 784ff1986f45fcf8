using System.Globalization;
using GaLNet.Sky.Fits;

namespace GaLNet.Sky.Tables;

/// <summary>A FITS binary table as a catalogue. Columns of arrays are left to <see cref="FitsTable"/>.</summary>
internal sealed class FitsCatalogue : Table
{
    private readonly FitsFile _file;
    private readonly FitsTable _table;

    public FitsCatalogue(string path)
        : base(path)
    {
        _file = FitsFile.Open(path);
        try
        {
            _table = _file.Table();
            if (_table.RowCount > Array.MaxLength)
                throw new TableException($"{path} has {_table.RowCount} rows, too many to be held at once.");
        }
        catch
        {
            _file.Dispose();
            throw;
        }
        Columns = [.. _table.Columns.Where(IsScalar).Select(c =>
            new TableColumn(c.Name.Trim(), TypeOf(c), c.Unit, c.Ucd, c.Description))];
    }

    public override int RowCount => (int)_table.RowCount;

    public override IReadOnlyList<TableColumn> Columns { get; }

    public override void Dispose()
    {
        _file.Dispose();
        base.Dispose();
    }

    /// <summary>Rows are fetched once and all their columns decoded from them.</summary>
    private protected override IEnumerable<Table> ReadParts(int rows)
    {
        var sources = _table.Columns.Where(IsScalar).ToArray();
        byte[] buffer = [];
        for (var first = 0; first < RowCount; first += rows)
        {
            var count = Math.Min(rows, RowCount - first);
            if (count * _table.RowBytes > Array.MaxLength)
                throw new TableException($"{Name}: {count} rows of {_table.RowBytes} bytes are too many at once.");
            if (buffer.Length < count * _table.RowBytes)
                buffer = new byte[count * _table.RowBytes];
            _table.ReadRows(first, buffer.AsSpan(0, (int)(count * _table.RowBytes)));
            var part = new Array[sources.Length];
            Parallel.For(0, sources.Length, i => part[i] = Decode(sources[i], Columns[i].Type, buffer, count));
            yield return new MemoryTable(Name, Columns, part, count);
        }
    }

    private Array Decode(FitsColumn column, TableType type, byte[] rows, int count)
    {
        var values = MemoryTable.Allocate(type, count);
        var stride = (int)_table.RowBytes;
        switch (values)
        {
            case double[] numbers:
                FitsTableCodec.NumberColumn(column, rows, stride, numbers);
                break;
            case long[] whole:
                for (var i = 0; i < count; i++)
                    FitsTableCodec.Integers(column, Field(i), whole, i);
                break;
            default:
                for (var i = 0; i < count; i++)
                    ((string[])values)[i] = FitsTableCodec.Text(Field(i));
                break;
        }
        return values;

        ReadOnlySpan<byte> Field(int row) => rows.AsSpan(row * stride + column.Offset, column.Width);
    }

    private protected override double[] ReadDoubles(string name) => _table.Doubles(name);

    private protected override long[] ReadLongs(string name) => _table.Longs(name);

    private protected override string[] ReadStrings(TableColumn column) => column.Type switch
    {
        TableType.String => _table.Strings(column.Name),
        TableType.Int64 or TableType.Int32 => Array.ConvertAll(ReadLongs(column.Name),
            v => v == long.MinValue ? "" : v.ToString(CultureInfo.InvariantCulture)),
        TableType.Boolean => Array.ConvertAll(ReadLongs(column.Name),
            v => v switch { 0 => "false", 1 => "true", _ => "" }),
        TableType.Single => Array.ConvertAll(ReadDoubles(column.Name),
            v => double.IsNaN(v) ? "" : ((float)v).ToString("R", CultureInfo.InvariantCulture)),
        _ => Array.ConvertAll(ReadDoubles(column.Name),
            v => double.IsNaN(v) ? "" : v.ToString("R", CultureInfo.InvariantCulture)),
    };

    private static bool IsScalar(FitsColumn column)
        => !column.IsVariable
            && (column.Format == 'A' || (column.Repeat == 1 && column.Format is not ('X' or 'C' or 'M')));

    private static TableType TypeOf(FitsColumn column) => column.Format switch
    {
        'A' => TableType.String,
        'L' => TableType.Boolean,
        'E' => column.IsUnscaled ? TableType.Single : TableType.Double,
        'D' => TableType.Double,
        _ when column.Scale != 1 || column.Zero % 1 != 0 => TableType.Double,
        'K' => TableType.Int64,
        'J' => column.Zero == 0 ? TableType.Int32 : TableType.Int64,
        _ => TableType.Int32,
    };
}
