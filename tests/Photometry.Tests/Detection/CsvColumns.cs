using System.Globalization;

namespace GaLNet.Photometry.Tests.Detection;

/// <summary>A CSV of the shared data by column name; lines that start with # are comments.</summary>
internal sealed class CsvColumns
{
    private readonly string[] _names;
    private readonly List<string[]> _rows;

    private CsvColumns(string[] names, List<string[]> rows) => (_names, _rows) = (names, rows);

    public int Count => _rows.Count;

    public static CsvColumns Read(string path)
    {
        List<string[]> lines = 
            [.. File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(','))];
        return new CsvColumns(lines[0], lines[1..]);
    }

    public string[] Text(string name) => [.. _rows.Select(row => row[Array.IndexOf(_names, name)])];

    public double[] Numbers(string name)
        => [.. Text(name).Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
}
