using System.Globalization;
using System.Text;

namespace GaLNet.Output;

/// <summary>Plain tables of numbers, written whole or not at all.</summary>
internal static class CsvFile
{
    /// <summary>Writes a heading and lines.</summary>
    public static void Write(string path, string heading, IEnumerable<string> lines) => WholeFile.Write(path, stream =>
    {
        using var text = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        text.WriteLine(heading);
        foreach (var line in lines)
        {
            text.WriteLine(line);
        }
    });

    /// <summary>One line: the first cells as they are, then numbers with ten digits; NaN reads <c>nan</c>.</summary>
    public static string Line(string first, params ReadOnlySpan<double> numbers)
    {
        var line = new StringBuilder(first);
        foreach (var number in numbers)
        {
            line.Append(',');
            line.Append(double.IsNaN(number) ? "nan" : number.ToString("G10", CultureInfo.InvariantCulture));
        }

        return line.ToString();
    }
}
