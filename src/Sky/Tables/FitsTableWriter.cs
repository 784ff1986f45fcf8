using System.Globalization;
using GaLNet.Sky.Fits;

namespace GaLNet.Sky.Tables;

/// <summary>
/// A FITS binary table. Text columns are as wide as the longest text so far: when a longer one comes, what was written
/// is laid out anew.
/// </summary>
internal sealed class FitsTableWriter : TableWriter
{
    private const int BufferBytes = 1 << 18;
    private readonly string _path;
    private readonly TableMetadata _metadata;
    private FitsRowLayout _layout;
    private FitsFileWriter _file;
    private FitsHeader _header;
    private FitsHduWriter _hdu;
    private byte[] _buffer;
    private int _used;

    public FitsTableWriter(string path, IReadOnlyList<TableColumn> columns, TableMetadata metadata)
        : base(columns)
    {
        _path = path;
        _metadata = metadata;
        _layout = new FitsRowLayout(columns, [.. columns.Select(_ => 8)]);
        (_file, _header, _hdu) = Start();
        _buffer = NewBuffer();
    }

    public override void Commit()
    {
        Flush();
        _header.Set("NAXIS2", RowCount, "rows");
        _hdu.End();
        _file.Commit();
    }

    private protected override void Write(TableRow row)
    {
        if (_layout.Widened(row) is { } wider)
            LayOut(wider);
        if (_used + _layout.Width > _buffer.Length)
            Flush();
        _layout.Encode(row, _buffer.AsSpan(_used, _layout.Width));
        _used += _layout.Width;
    }

    private protected override void Discard() => _file.Dispose();

    private (FitsFileWriter File, FitsHeader Header, FitsHduWriter Hdu) Start()
    {
        var file = FitsFileWriter.Create(_path);
        try
        {
            var header = Header();
            return (file, header, file.Begin(header));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private byte[] NewBuffer() => new byte[Math.Max(_layout.Width, BufferBytes / _layout.Width * _layout.Width)];

    private void Flush()
    {
        _hdu.Write(_buffer.AsSpan(0, _used));
        _used = 0;
    }

    /// <summary>Starts the file again with wider rows and copies what was written.</summary>
    private void LayOut(FitsRowLayout wider)
    {
        Flush();
        using var old = _file;
        var (narrow, narrowHdu) = (_layout, _hdu);
        _layout = wider;
        (_file, _header, _hdu) = Start();
        _buffer = NewBuffer();
        var from = new byte[narrow.Width];
        var into = new byte[wider.Width];
        using var rows = narrowHdu.ReadBack();
        while (rows.ReadAtLeast(from, from.Length, throwOnEndOfStream: false) == from.Length)
        {
            wider.CopyFrom(narrow, from, into);
            _hdu.Write(into);
        }
    }

    private FitsHeader Header()
    {
        var header = new FitsHeader();
        header.Set("XTENSION", "BINTABLE", "binary table extension");
        header.Set("BITPIX", 8L, "bytes");
        header.Set("NAXIS", 2L, "a table has two axes");
        header.Set("NAXIS1", (long)_layout.Width, "bytes in a row");
        header.Set("NAXIS2", RowCount, "rows");
        header.Set("PCOUNT", 0L, "no heap");
        header.Set("GCOUNT", 1L, "one group");
        header.Set("TFIELDS", (long)Columns.Count, "columns");
        header.Set("EXTNAME", _metadata.Name, "name of this table");
        for (var i = 0; i < Columns.Count; i++)
            Describe(header, i);
        foreach (var (key, value, comment) in _metadata.Keywords)
            header.Set(key, value, comment);
        if (_metadata.Description.Length > 0)
            header.AddComment(_metadata.Description);
        return header;
    }

    private void Describe(FitsHeader header, int i)
    {
        var column = Columns[i];
        var number = (i + 1).ToString(CultureInfo.InvariantCulture);
        header.Set("TTYPE" + number, column.Name);
        header.Set("TFORM" + number, _layout.Format(i), "format");
        if (column.Unit.Length > 0)
            header.Set("TUNIT" + number, column.Unit, "unit");
        if (column.Type is TableType.Int64)
            header.Set("TNULL" + number, long.MinValue, "undefined");
        if (column.Type is TableType.Int32)
            header.Set("TNULL" + number, (long)int.MinValue, "undefined");
        if (column.Ucd.Length > 0)
            header.Set("TUCD" + number, column.Ucd, "UCD");
        if (column.Description.Length > 0)
            header.Set("TCOMM" + number, column.Description);
    }
}
