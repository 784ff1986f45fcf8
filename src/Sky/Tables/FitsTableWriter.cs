using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using GaLNet.Sky.Fits;
using GaLNet.Sky.IO;

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
    private AtomicFile _rows;
    private byte[] _buffer;
    private int _used;

    public FitsTableWriter(string path, IReadOnlyList<TableColumn> columns, TableMetadata metadata)
        : base(columns)
    {
        _path = path;
        _metadata = metadata;
        _layout = new FitsRowLayout(columns, [.. columns.Select(_ => 8)]);
        // The rows wait beside the final name: the header in front of them needs their number and width.
        _rows = new AtomicFile(path + ".rows");
        _buffer = NewBuffer();
    }

    public override void Commit()
    {
        Flush();
        using var file = FitsFileWriter.Create(_path);
        var hdu = file.Begin(Header());
        var buffer = new byte[1 << 20];
        _rows.Stream.Position = 0;
        int got;
        while ((got = _rows.Stream.Read(buffer)) > 0)
            hdu.Write(buffer.AsSpan(0, got));
        hdu.End();
        file.Commit();
        _rows.Dispose();
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

    private protected override void Discard() => _rows.Dispose();

    private byte[] NewBuffer() => new byte[Math.Max(_layout.Width, BufferBytes / _layout.Width * _layout.Width)];

    private void Flush()
    {
        _rows.Stream.Write(_buffer, 0, _used);
        _used = 0;
    }

    private void LayOut(FitsRowLayout wider)
    {
        Flush();
        var old = _rows;
        var narrow = new byte[_layout.Width];
        var wide = new byte[wider.Width];
        var rows = new AtomicFile(_path + ".rows");
        try
        {
            old.Stream.Position = 0;
            while (old.Stream.ReadAtLeast(narrow, narrow.Length, throwOnEndOfStream: false) == narrow.Length)
            {
                wider.CopyFrom(_layout, narrow, wide);
                rows.Stream.Write(wide);
            }
        }
        catch
        {
            rows.Dispose();
            throw;
        }
        old.Dispose();
        _rows = rows;
        _layout = wider;
        _buffer = NewBuffer();
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
