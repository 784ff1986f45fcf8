using System.Globalization;

namespace GaLNet.Sky.Tables;

/// <summary>
/// A table whose columns are in memory: double[] for numbers, long[] for whole numbers and logicals, string[] for text.
/// </summary>
internal sealed class MemoryTable : Table
{
    private readonly Dictionary<string, Array> _values = [];

    public MemoryTable(string name, IReadOnlyList<TableColumn> columns, IReadOnlyList<Array> values, int rowCount)
        : base(name)
    {
        Columns = columns;
        RowCount = rowCount;
        for (var i = 0; i < columns.Count; i++)
            _values.TryAdd(columns[i].Name, values[i]);
    }

    public override int RowCount { get; }

    public override IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The array that holds a column of a type.</summary>
    public static Array Allocate(TableType type, int rows) => type switch
    {
        TableType.String => new string[rows],
        TableType.Double or TableType.Single => new double[rows],
        _ => new long[rows],
    };

    /// <summary>Parts of one table, one after the other.</summary>
    public static MemoryTable Join(IReadOnlyList<MemoryTable> parts)
    {
        if (parts.Count == 1)
            return parts[0];
        var rows = parts.Sum(p => p.RowCount);
        var columns = parts[0].Columns;
        return new MemoryTable(parts[0].Name, columns, [.. columns.Select(column =>
        {
            var all = Allocate(column.Type, rows);
            var at = 0;
            foreach (var part in parts)
            {
                Array.Copy(part._values[column.Name], 0, all, at, part.RowCount);
                at += part.RowCount;
            }
            return all;
        })], rows);
    }

    /// <summary>Rows from a row on, at most as many as there are.</summary>
    public MemoryTable Slice(int first, int rows)
    {
        rows = Math.Min(rows, RowCount - first);
        return new MemoryTable(Name, Columns, [.. Columns.Select(column =>
        {
            var part = Allocate(column.Type, rows);
            Array.Copy(_values[column.Name], first, part, 0, rows);
            return part;
        })], rows);
    }

    private protected override IEnumerable<Table> ReadParts(int rows)
    {
        for (var first = 0; first < RowCount; first += rows)
            yield return Slice(first, rows);
    }

    private protected override double[] ReadDoubles(string name) => _values[name] is double[] numbers
        ? [.. numbers]
        : Array.ConvertAll((long[])_values[name], v => v == long.MinValue ? double.NaN : v);

    private protected override long[] ReadLongs(string name) => [.. (long[])_values[name]];

    private protected override string[] ReadStrings(TableColumn column) => _values[column.Name] switch
    {
        string[] text => [.. text],
        double[] numbers => Array.ConvertAll(numbers, v => double.IsNaN(v) ? ""
            : column.Type == TableType.Single ? ((float)v).ToString("R", CultureInfo.InvariantCulture)
            : v.ToString("R", CultureInfo.InvariantCulture)),
        var whole when column.Type == TableType.Boolean => Array.ConvertAll((long[])whole,
            v => v switch { 0 => "false", 1 => "true", _ => "" }),
        var whole => Array.ConvertAll((long[])whole,
            v => v == long.MinValue ? "" : v.ToString(CultureInfo.InvariantCulture)),
    };
}
