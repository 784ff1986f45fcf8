using System.Text;
using GaLNet.Sky.IO;

namespace GaLNet.Sky.Tables;

/// <summary>
/// Text tables: CSV (RFC 4180), a line of names and then rows, and ECSV, which is the same with a description in
/// comment lines. A CSV column is of whole numbers, of numbers, of true/false, or of text, whichever all its values
/// allow; empty numbers are undefined.
/// </summary>
internal static class CsvTableReader
{
    /// <summary>Reads in two passes, types and then values, so that only typed columns stay in memory.</summary>
    public static Table Read(string path)
    {
        var header = EcsvHeader.Read(Comments(path), path);
        string[]? names = null;
        var columns = Array.Empty<TextColumn>();
        var rows = 0;
        foreach (var fields in Rows(path, header.Delimiter))
        {
            if (names is null)
            {
                names = [.. fields.Select(f => f.Trim())];
                columns = [.. names.Select(n => new TextColumn(header.Columns.FirstOrDefault(c => c.Name == n), n))];
                continue;
            }
            if (fields.Count != names.Length)
                throw new TableException($"{path}, row {rows + 1}: {fields.Count} values where the first line names "
                    + $"{names.Length} columns.");
            for (var i = 0; i < columns.Length; i++)
                columns[i].See(fields[i]);
            rows++;
        }
        if (names is null)
            throw new TableException($"{path} is empty; a table needs a line of column names.");
        foreach (var column in columns)
            column.Allocate(rows);
        var row = -1;
        foreach (var fields in Rows(path, header.Delimiter))
        {
            for (var i = 0; row >= 0 && i < columns.Length; i++)
                columns[i].Store(row, fields[i]);
            row++;
        }
        return new MemoryTable(path, [.. columns.Select(c => c.Column)], [.. columns.Select(c => c.Values)], rows);
    }

    private static IEnumerable<string> Comments(string path)
    {
        using var source = CompressedFile.Open(path);
        using var reader = new StreamReader(new ByteSourceStream(source), Encoding.UTF8);
        while (reader.ReadLine() is { } line && line.StartsWith('#'))
            yield return line;
    }

    private static IEnumerable<List<string>> Rows(string path, char delimiter)
    {
        using var source = CompressedFile.Open(path);
        using var reader = new StreamReader(new ByteSourceStream(source), Encoding.UTF8);
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
