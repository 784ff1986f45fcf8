using System.Globalization;
using System.Text;
using GaLNet.Sky.IO;

namespace GaLNet.Sky.Tables;

/// <summary>
/// The ReadMe that goes with a catalogue, laid out as CDS asks for (Ochsenbein 2000): what the file is, and every
/// column
/// with its unit and explanation.
/// </summary>
public static class CdsReadMe
{
    private const int Width = 80;

    /// <summary>Writes <c>NAME.ReadMe</c> beside a catalogue <c>NAME.ext</c>; returns its path.</summary>
    public static string Write(string cataloguePath, IReadOnlyList<TableColumn> columns, long rowCount,
        TableMetadata metadata)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(cataloguePath);
        var isPacked = cataloguePath.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        var name = isPacked ? cataloguePath[..^3] : cataloguePath;
        var path = Path.ChangeExtension(name, ".ReadMe");
        using var file = new AtomicFile(path);
        file.Stream.Write(Encoding.UTF8.GetBytes(Text(Path.GetFileName(cataloguePath), columns, rowCount, metadata)));
        file.Commit();
        return path;
    }

    /// <summary>The ReadMe as text, lines of at most 80 characters.</summary>
    public static string Text(string fileName, IReadOnlyList<TableColumn> columns, long rowCount,
        TableMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(metadata);
        var rule = new string('=', Width);
        var line = new string('-', Width);
        var text = new StringBuilder();
        text.Append(metadata.Name).Append('\n').Append(rule).Append('\n');
        if (metadata.Description.Length > 0)
            text.Append("Abstract:\n").Append(Wrap(metadata.Description, 4)).Append('\n');
        text.Append("File Summary:\n").Append(line).Append('\n');
        text.Append(" FileName        Records   Explanations\n").Append(line).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $" {fileName,-15} {rowCount,7}   {metadata.Name}\n");
        text.Append(line).Append("\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Column-by-column Description of file: {fileName}\n");
        text.Append(line).Append('\n');
        text.Append("  No. Format  Units   Label         Explanations\n").Append(line).Append('\n');
        for (var i = 0; i < columns.Count; i++)
        {
            var column = columns[i];
            var unit = column.Unit.Length > 0 ? column.Unit : "---";
            var head = string.Create(CultureInfo.InvariantCulture,
                $" {i + 1,4} {Format(column.Type),-7} {unit,-7} {column.Name,-13} ");
            var explanation = column.Description + (column.Ucd.Length > 0 ? $" ({column.Ucd})" : "");
            text.Append(head).Append(Wrap(explanation, head.Length).TrimStart(' '));
        }
        text.Append(line).Append('\n');
        foreach (var (key, value, comment) in metadata.Keywords)
            text.Append(Wrap($"{key} = {value}{(comment.Length > 0 ? $" ({comment})" : "")}", 2));
        return text.Append(rule).Append("\n(End)\n").ToString();
    }

    private static string Format(TableType type) => type switch
    {
        TableType.Double => "D",
        TableType.Single => "E",
        TableType.Int64 => "K",
        TableType.Int32 => "J",
        TableType.Boolean => "L",
        _ => "A",
    };

    private static string Wrap(string text, int indent)
    {
        var result = new StringBuilder();
        var margin = new string(' ', indent);
        var line = new StringBuilder(margin);
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > indent && line.Length + 1 + word.Length > Width)
            {
                result.Append(line).Append('\n');
                line.Clear().Append(margin);
            }
            if (line.Length > indent)
                line.Append(' ');
            line.Append(word);
        }
        return result.Append(line.ToString().TrimEnd()).Append('\n').ToString();
    }
}
