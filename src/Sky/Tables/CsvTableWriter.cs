using System.Globalization;
using System.Text;
using GaLNet.Sky.IO;

namespace GaLNet.Sky.Tables;

/// <summary>
/// Comma-separated text, plain or with an ECSV description in front. Undefined values are empty; in ECSV, where that
/// would make a column masked, undefined numbers are nan.
/// </summary>
internal sealed class CsvTableWriter : TableWriter
{
    private readonly AtomicFile _file;
    private readonly StreamWriter _text;

    private readonly bool _isEcsv;

    public CsvTableWriter(string path, IReadOnlyList<TableColumn> columns, TableMetadata? ecsv = null)
        : base(columns)
    {
        _isEcsv = ecsv is not null;
        _file = new AtomicFile(path);
        _text = new StreamWriter(_file.Stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        foreach (var line in ecsv is null ? [] : EcsvHeader.Lines(columns, ecsv))
            _text.WriteLine("# " + line);
        _text.WriteLine(string.Join(',', columns.Select(c => Quote(c.Name))));
    }

    public override void Commit()
    {
        _text.Flush();
        _file.Commit();
    }

    private protected override void Write(TableRow row)
    {
        Span<char> number = stackalloc char[32];
        for (var i = 0; i < Columns.Count; i++)
        {
            if (i > 0)
                _text.Write(',');
            switch (Columns[i].Type)
            {
                case TableType.Double when double.IsFinite(row.Number(i)):
                    row.Number(i).TryFormat(number, out var length, "R", CultureInfo.InvariantCulture);
                    _text.Write(number[..length]);
                    break;
                case TableType.Single when double.IsFinite(row.Number(i)):
                    ((float)row.Number(i)).TryFormat(number, out length, "R", CultureInfo.InvariantCulture);
                    _text.Write(number[..length]);
                    break;
                case TableType.Double or TableType.Single:
                    if (double.IsInfinity(row.Number(i)))
                        _text.Write(row.Number(i) > 0 ? "inf" : "-inf");
                    else if (_isEcsv)
                        _text.Write("nan");
                    break;
                case TableType.String:
                    _text.Write(Quote(row.Text(i)));
                    break;
                case TableType.Boolean when row.Whole(i) >= 0:
                    var (yes, no) = _isEcsv ? ("True", "False") : ("true", "false");
                    _text.Write(row.Whole(i) == 1 ? yes : no);
                    break;
                case TableType.Int64 or TableType.Int32 when row.Whole(i) != long.MinValue:
                    row.Whole(i).TryFormat(number, out length, default, CultureInfo.InvariantCulture);
                    _text.Write(number[..length]);
                    break;
                default:
                    break;
            }
        }
        _text.WriteLine();
    }

    private protected override void Discard()
    {
        _file.Dispose();
    }

    private static string Quote(string text) => text.AsSpan().IndexOfAny(",\"\n\r") < 0 && !text.StartsWith('#')
        ? text
        : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
