using System.Text;

namespace GaLNet.Sky.Tables;

/// <summary>
/// The description in the comment lines of an ECSV file (Astropy APE 6): a list of <c>{name: …, unit: …, datatype:
/// …}</c>.
/// Plain CSV has none and its columns are found from their values.
/// </summary>
internal sealed record EcsvHeader(char Delimiter, IReadOnlyList<TableColumn> Columns)
{
    public static EcsvHeader Read(IEnumerable<string> comments, string path)
    {
        using var lines = comments.GetEnumerator();
        if (!lines.MoveNext() || !lines.Current.StartsWith("# %ECSV", StringComparison.Ordinal))
            return new EcsvHeader(',', []);
        var delimiter = ' ';
        var columns = new List<TableColumn>();
        while (lines.MoveNext())
        {
            var line = lines.Current[1..].Trim();
            if (line.StartsWith("delimiter:", StringComparison.Ordinal))
                delimiter = line[10..].Trim().Trim('\'', '"') is [var d] ? d : ' ';
            if (!line.StartsWith("- {name:", StringComparison.Ordinal))
                continue;
            // Long descriptions are folded over several lines.
            while (!IsClosed(line) && lines.MoveNext())
                line += " " + lines.Current[1..].Trim();
            columns.Add(Column(line[3..], path));
        }
        return new EcsvHeader(delimiter, columns);
    }

    /// <summary>The lines that describe columns, without the comment signs.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<TableColumn> columns, TableMetadata metadata)
    {
        yield return "%ECSV 1.0";
        yield return "---";
        yield return "delimiter: ','";
        yield return "datatype:";
        foreach (var column in columns)
        {
            var text = new StringBuilder($"- {{name: {Quote(column.Name)}");
            if (column.Unit.Length > 0)
                text.Append($", unit: {Quote(column.Unit)}");
            text.Append($", datatype: {TypeName(column.Type)}");
            if (column.Description.Length > 0)
                text.Append($", description: {Quote(column.Description)}");
            if (column.Ucd.Length > 0)
                text.Append($", meta: {{ucd: {Quote(column.Ucd)}}}");
            yield return text.Append('}').ToString();
        }
        yield return "meta: !!omap";
        yield return $"- {{name: {Quote(metadata.Name)}}}";
        if (metadata.Description.Length > 0)
            yield return $"- {{description: {Quote(metadata.Description)}}}";
        foreach (var (key, value, _) in metadata.Keywords)
            yield return $"- {{{Quote(key)}: {Quote(value)}}}";
        yield return "schema: astropy-2.0";
    }

    private static TableColumn Column(string flow, string path)
    {
        var type = Value(flow, "datatype") ?? "string";
        return new TableColumn(Value(flow, "name") ?? "", type switch
        {
            "float64" or "float128" => TableType.Double,
            "float16" or "float32" => TableType.Single,
            "int64" or "uint32" or "uint64" => TableType.Int64,
            "int8" or "int16" or "int32" or "uint8" or "uint16" => TableType.Int32,
            "bool" => TableType.Boolean,
            "string" => TableType.String,
            _ => throw new TableException($"{path} has a column of ECSV type '{type}', which is not read."),
        }, Value(flow, "unit") ?? "", Value(flow, "ucd") ?? "", Value(flow, "description") ?? "");
    }

    /// <summary>The value of a key of a YAML flow mapping, quotes removed.</summary>
    private static string? Value(string flow, string key)
    {
        var quote = '\0';
        for (var i = 0; i < flow.Length; i++)
        {
            if (quote != 0)
            {
                quote = flow[i] == quote ? '\0' : quote;
                continue;
            }
            if (flow[i] is '\'' or '"')
                quote = flow[i];
            else if (flow.AsSpan(i).StartsWith(key) && i + key.Length < flow.Length && flow[i + key.Length] == ':'
                && (i == 0 || flow[i - 1] is ' ' or '{'))
                return Scalar(flow.AsSpan(i + key.Length + 1).TrimStart());
        }
        return null;
    }

    private static string Scalar(ReadOnlySpan<char> text)
    {
        if (text.Length == 0 || text[0] is not ('\'' or '"'))
        {
            var end = text.IndexOfAny(",}");
            return (end < 0 ? text : text[..end]).Trim().ToString();
        }
        var value = new StringBuilder();
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == text[0])
            {
                if (i + 1 >= text.Length || text[i + 1] != text[0])
                    break;
                i++;
            }
            value.Append(text[i]);
        }
        return value.ToString();
    }

    private static bool IsClosed(string flow)
    {
        var depth = 0;
        var quote = '\0';
        foreach (var c in flow)
        {
            if (quote != 0)
                quote = c == quote ? '\0' : quote;
            else if (c is '\'' or '"')
                quote = c;
            else
                depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        }
        return depth == 0 && quote == 0;
    }

    private static string Quote(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    private static string TypeName(TableType type) => type switch
    {
        TableType.Double => "float64",
        TableType.Single => "float32",
        TableType.Int64 => "int64",
        TableType.Int32 => "int32",
        TableType.Boolean => "bool",
        _ => "string",
    };
}
