using System.Text;
using GaLNet.Sky.IO;

namespace GaLNet.Sky.Tables;

/// <summary>
/// Text tables: CSV (RFC 4180), a line of names and then rows, and ECSV, which is the same with a description in
/// comment lines. A CSV column is of whole numbers, of numbers, of true/false, or of text, whichever all its values
/// allow; empty numbers are undefined.
/// </summary>
internal sealed class CsvTable : StreamedTable
{
    private readonly string _path;
    private readonly char _delimiter;
    private readonly TextColumn[] _columns;

    /// <summary>Reads the file once: names, types and the number of rows.</summary>
    private CsvTable(string path)
        : base(path)
    {
        _path = path;
        var header = EcsvHeader.Read(Comments(path), path);
        _delimiter = header.Delimiter;
        TextColumn[]? columns = null;
        var rows = 0;
        foreach (var fields in Rows(path, _delimiter))
        {
            if (columns is null)
            {
                columns = [.. fields.Select(f => f.Trim()).Select(n =>
                    new TextColumn(header.Columns.FirstOrDefault(c => c.Name == n), n))];
                continue;
            }
            if (fields.Count != columns.Length)
                throw new TableException($"{path}, row {rows + 1}: {fields.Count} values where the first line names "
                    + $"{columns.Length} columns.");
            for (var i = 0; i < columns.Length; i++)
                columns[i].See(fields[i]);
            rows = checked(rows + 1);
        }
        _columns = columns ?? throw new TableException($"{path} is empty; a table needs a line of column names.");
        RowCount = rows;
        Columns = [.. _columns.Select(c => c.Column)];
    }

    public override int RowCount { get; }

    public override IReadOnlyList<TableColumn> Columns { get; }

    public static Table Load(string path, long heldBytes)
    {
        var table = new CsvTable(path);
        return HoldIfSmall(table, heldBytes);
    }

    private protected override IEnumerable<MemoryTable> Read(int rows, string? only)
    {
        var isHeader = true;
        var (done, at, count) = (0, 0, 0);
        // Columns of one name are parsed alike; the first is the one that is found.
        var columns = _columns.Select(c => new TextColumn(c.Column, c.Column.Name)).ToArray();
        foreach (var fields in Rows(_path, _delimiter))
        {
            if (isHeader)
            {
                isHeader = false;
                continue;
            }
            if (fields.Count != columns.Length || done == RowCount)
                throw new TableException($"{_path} changed while it was read; run the command again.");
            if (at == 0)
            {
                count = Math.Min(rows, RowCount - done);
                foreach (var column in columns)
                    column.Allocate(IsWanted(column) ? count : 0);
            }
            for (var i = 0; i < columns.Length; i++)
            {
                if (IsWanted(columns[i]))
                    columns[i].Store(at, fields[i]);
            }
            if (++at < count)
                continue;
            yield return new MemoryTable(_path, Columns, [.. columns.Select(c => c.Values)], count);
            (done, at) = (done + count, 0);
        }

        bool IsWanted(TextColumn column) => only is null || column.Column.Name == only;
    }

    private static IEnumerable<string> Comments(string path)
    {
        using var reader = new StreamReader(CompressedFile.OpenSequential(path), Encoding.UTF8);
        while (reader.ReadLine() is { } line && line.StartsWith('#'))
            yield return line;
    }

    private static IEnumerable<List<string>> Rows(string path, char delimiter)
    {
        using var reader = new StreamReader(CompressedFile.OpenSequential(path), Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line.Contains('\0', StringComparison.Ordinal))
                throw new TableException(
                    $"{path} is neither FITS, VOTable, Parquet nor text; give a catalogue in one of these.");
            // A quoted value may hold line ends.
            while (line.Count(c => c == '"') % 2 == 1 && reader.ReadLine() is { } more)
                line += "\n" + more;
            yield return Split(line, delimiter);
        }
    }

    private static List<string> Split(string line, char delimiter)
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
            else if (line[i] == delimiter && !isQuoted)
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
