using System.Globalization;
using System.Text;
using GaLNet.Sky.IO;

namespace GaLNet.Sky.Tables;

/// <summary>
/// Comma-separated text (RFC 4180): a line of names, then rows. Lines that start with # are skipped. A column is of
/// whole numbers, of numbers, of true/false, or of text, whichever all its values allow; empty numbers are undefined.
/// </summary>
internal sealed class CsvTable : Table
{
    private readonly Dictionary<string, Array> _values;

    private CsvTable(string name, IReadOnlyList<TableColumn> columns, Array[] values, int rowCount)
        : base(name)
    {
        Columns = columns;
        RowCount = rowCount;
        _values = [];
        for (var i = 0; i < values.Length; i++)
            _values.TryAdd(columns[i].Name, values[i]);
    }

    public override int RowCount { get; }

    public override IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>Reads in two passes: types, then values, so that only typed columns stay in memory.</summary>
    public static CsvTable Read(string path)
    {
        string[]? names = null;
        var types = Array.Empty<CsvType>();
        var rows = 0;
        foreach (var fields in Lines(path))
        {
            if (names is null)
            {
                names = [.. fields.Select(f => f.Trim())];
                types = [.. names.Select(_ => new CsvType())];
                continue;
            }
            if (fields.Count != names.Length)
                throw new TableException($"{path}, row {rows + 1}: {fields.Count} values where the first line names "
                    + $"{names.Length} columns.");
            for (var i = 0; i < types.Length; i++)
                types[i].See(fields[i]);
            rows++;
        }
        if (names is null)
            throw new TableException($"{path} is empty; a table needs a line of column names.");
        var values = Array.ConvertAll(types, t => t.Allocate(rows));
        var row = -1;
        foreach (var fields in Lines(path))
        {
            for (var i = 0; row >= 0 && i < values.Length; i++)
                CsvType.Store(values[i], row, fields[i]);
            row++;
        }
        return new CsvTable(path, [.. names.Select((n, i) => new TableColumn(n, types[i].Type))], values, rows);
    }

    private protected override double[] ReadDoubles(string name) => _values[name] switch
    {
        double[] numbers => [.. numbers],
        long[] whole => Array.ConvertAll(whole, v => v == long.MinValue ? double.NaN : v),
        var logical => Array.ConvertAll((bool[])logical, v => v ? 1.0 : 0),
    };

    private protected override long[] ReadLongs(string name) => _values[name] is long[] whole
        ? [.. whole]
        : Array.ConvertAll((bool[])_values[name], v => v ? 1L : 0);

    private protected override string[] ReadStrings(TableColumn column) => _values[column.Name] switch
    {
        string[] text => [.. text],
        long[] whole => Array.ConvertAll(whole, v => v == long.MinValue ? "" : v.ToString(CultureInfo.InvariantCulture)),
        double[] numbers => Array.ConvertAll(numbers,
            v => double.IsNaN(v) ? "" : v.ToString("R", CultureInfo.InvariantCulture)),
        var logical => Array.ConvertAll((bool[])logical, v => v ? "true" : "false"),
    };

    private static IEnumerable<List<string>> Lines(string path)
    {
        using var source = CompressedFile.Open(path);
        using var reader = new StreamReader(new ByteSourceStream(source), Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line.Contains('\0', StringComparison.Ordinal))
                throw new TableException($"{path} is neither FITS nor text; give a FITS or CSV catalogue.");
            // A quoted value may hold line ends.
            while (line.Count(c => c == '"') % 2 == 1 && reader.ReadLine() is { } more)
                line += "\n" + more;
            yield return Split(line);
        }
    }

    private static List<string> Split(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (isQuoted && line[i] == '"' && i + 1 < line.Length && line[i + 1] == '"')
                field.Append(line[++i]);
            else if (line[i] == '"')
                isQuoted = !isQuoted;
            else if (line[i] == ',' && !isQuoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
                field.Append(line[i]);
        }
        fields.Add(field.ToString());
        return fields;
    }
}
