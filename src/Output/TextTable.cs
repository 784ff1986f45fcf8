using System.Text;

namespace GaLNet.Output;

/// <summary>Rows under headings, aligned with spaces: reads well on a terminal and in a pipe alike.</summary>
internal sealed class TextTable(params string[] headings)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row; one text per heading.</summary>
    public TextTable Add(params string[] cells)
    {
        if (cells.Length != headings.Length)
        {
            throw new ArgumentException($"{cells.Length} cells under {headings.Length} headings.", nameof(cells));
        }

        _rows.Add(cells);
        return this;
    }

    /// <summary>Writes heading and rows; columns that hold only numbers are aligned to the right.</summary>
    public void Write(TextWriter output)
    {
        var widths = headings.Select((heading, column)
            => _rows.Select(row => row[column].Length).Append(heading.Length).Max()).ToArray();
        var toTheRight = headings.Select((_, column) => _rows.All(row => IsNumberLike(row[column]))).ToArray();
        foreach (var row in _rows.Prepend(headings))
        {
            var line = new StringBuilder();
            for (var column = 0; column < row.Length; column++)
            {
                line.Append(column == 0 ? "" : "  ");
                line.Append(toTheRight[column]
                    ? row[column].PadLeft(widths[column]) : row[column].PadRight(widths[column]));
            }

            output.WriteLine(line.ToString().TrimEnd());
        }
    }

    /// <summary>Writes the same table in Markdown.</summary>
    public void WriteMarkdown(TextWriter output)
    {
        output.WriteLine($"| {string.Join(" | ", headings)} |");
        output.WriteLine($"|{string.Concat(headings.Select((_, column)
            => _rows.All(row => IsNumberLike(row[column])) ? "---:|" : "---|"))}");
        foreach (var row in _rows) output.WriteLine($"| {string.Join(" | ", row)} |");
    }

    private static bool IsNumberLike(string cell)
        => cell.Length == 0 || cell is "-" or "NaN" || char.IsAsciiDigit(cell[0])
            || (cell[0] is '-' or '+' or '.' or '±' && cell.Length > 1);
}
