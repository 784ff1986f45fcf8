
namespace GaLNet.Sky.Fits;

/// <summary>
/// A binary table, read by columns in ranges of rows. TSCAL, TZERO and TNULL are applied: undefined numbers are NaN.
/// Safe to read from several threads.
/// </summary>
public sealed class FitsTable : FitsHdu
{
    private const int ChunkBytes = 1 << 20;
    private readonly long _rowBytes;
    private readonly Dictionary<string, FitsColumn> _byName = new(StringComparer.OrdinalIgnoreCase);

    internal FitsTable(FitsHduInfo info)
        : base(info)
    {
        if (info.Shape.Length != 2 || info.BitPix != 8)
            throw Fail("is no binary table: NAXIS must be 2 and BITPIX 8");
        _rowBytes = info.Shape[0];
        RowCount = info.Shape[1];
        var count = info.Header.Integer("TFIELDS") ?? throw Fail("has no TFIELDS");
        if (count is < 0 or > 999)
            throw Fail($"has TFIELDS = {count}; FITS allows 0 to 999");
        var columns = new FitsColumn[count];
        var offset = 0;
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = FitsColumn.Parse(info.Header, i + 1, offset, Fail);
            offset += columns[i].Width;
            _byName.TryAdd(columns[i].Name.Trim(), columns[i]);
        }
        if (offset > _rowBytes)
            throw Fail($"has columns of {offset} bytes in rows of {_rowBytes}");
        Columns = columns;
    }

    /// <summary>Rows.</summary>
    public long RowCount { get; }

    /// <summary>Columns in file order.</summary>
    public IReadOnlyList<FitsColumn> Columns { get; }

    /// <summary>True when there is a column of this name (case does not matter).</summary>
    public bool Has(string name) => _byName.ContainsKey(name);

    /// <summary>The column of this name (case does not matter); the exception lists those there are.</summary>
    public FitsColumn Column(string name) => _byName.TryGetValue(name, out var column)
        ? column
        : throw Fail($"has no column '{name}'; it has {string.Join(", ", Columns.Select(c => c.Name))}");

    /// <summary>A numeric column of one number a row (numbers, or logicals as 0 and 1); undefined is NaN.</summary>
    public double[] Doubles(string name)
    {
        var column = Scalar(name);
        var values = new double[RowCountInMemory()];
        ReadDoubles(column, 0, values);
        return values;
    }

    /// <summary>
    /// A column of whole numbers; floating point is refused, undefined is <see cref="long.MinValue"/>.
    /// </summary>
    public long[] Longs(string name)
    {
        var column = Scalar(name);
        var values = new long[RowCountInMemory()];
        if (column.Format is not ('L' or 'B' or 'I' or 'J' or 'K') || column.Scale != 1 || column.Zero % 1 != 0)
            throw Fail($"keeps no whole numbers in column '{name}' (TFORM {column.Format})");
        ForEachChunk(column, 0, values.Length, (raw, at) => FitsTableCodec.Integers(column, raw, values, at));
        return values;
    }

    /// <summary>A column of strings, trailing blanks removed.</summary>
    public string[] Strings(string name)
    {
        var column = Column(name);
        if (column.Format != 'A' || column.IsVariable)
            throw Fail($"keeps no strings in column '{name}' (TFORM {column.Format})");
        var values = new string[RowCountInMemory()];
        ForEachChunk(column, 0, values.Length, (raw, at) => values[at] = FitsTableCodec.Text(raw));
        return values;
    }

    /// <summary>
    /// Fills <paramref name="values"/> ([rows * Repeat]) from a row on; undefined is NaN.
    /// </summary>
    public void ReadDoubles(FitsColumn column, long firstRow, Span<double> values)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (column.IsVariable || column.Format is 'A' or 'C' or 'M' or 'X')
            throw Fail($"keeps no plain numbers in column '{column.Name}' (TFORM {column.Format})");
        if (column.Repeat == 0)
            return;
        var rows = values.Length / column.Repeat;
        CheckRows(firstRow, rows);
        var buffer = new byte[ChunkRows(rows) * _rowBytes];
        for (var done = 0; done < rows;)
        {
            var count = Math.Min(ChunkRows(rows), rows - done);
            var raw = ReadRows(firstRow + done, count, buffer);
            for (var i = 0; i < count; i++)
                FitsTableCodec.Numbers(column, raw.Slice((int)(i * _rowBytes) + column.Offset, column.Width),
                    values.Slice((done + i) * column.Repeat, column.Repeat));
            done += count;
        }
    }

    /// <summary>The numbers of a variable-length array in one row.</summary>
    public double[] ReadArray(FitsColumn column, long row)
    {
        var bytes = ReadHeap(column, row);
        var values = new double[bytes.Length / FitsColumn.ElementSize(column.Format)];
        FitsTableCodec.Numbers(column, bytes, values);
        return values;
    }

    /// <summary>The bytes of a variable-length array in one row, in the file's byte order.</summary>
    public byte[] ReadHeap(FitsColumn column, long row)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (!column.IsVariable)
            throw Fail($"keeps no variable-length arrays in column '{column.Name}'");
        CheckRows(row, 1);
        Span<byte> descriptor = stackalloc byte[column.DescriptorSize];
        Source.Read(Info.DataOffset + row * _rowBytes + column.Offset, descriptor);
        var (count, at) = FitsTableCodec.Descriptor(descriptor);
        var heap = Header.Integer("THEAP") ?? _rowBytes * RowCount;
        var end = heap < 0 ? -1 : Info.DataLength - heap;
        var size = FitsColumn.ElementSize(column.Format);
        var bytes = column.Format == 'X' ? (count + 7) / 8 : count;
        if (count < 0 || at < 0 || at > end || bytes > (end - at) / size || bytes * size > Array.MaxLength)
            throw Fail($"points outside its heap in column '{column.Name}', row {row}");
        var values = new byte[bytes * size];
        Source.Read(Info.DataOffset + heap + at, values);
        return values;
    }

    /// <summary>Bytes of a row.</summary>
    internal long RowBytes => _rowBytes;

    /// <summary>Fills <paramref name="bytes"/> with whole rows from a row on.</summary>
    internal void ReadRows(long firstRow, Span<byte> bytes)
    {
        CheckRows(firstRow, bytes.Length / Math.Max(1, _rowBytes));
        Source.Read(Info.DataOffset + firstRow * _rowBytes, bytes);
    }

    private delegate void RowReader(ReadOnlySpan<byte> field, int row);

    private void ForEachChunk(FitsColumn column, long firstRow, int rows, RowReader read)
    {
        var buffer = new byte[ChunkRows(rows) * _rowBytes];
        for (var done = 0; done < rows;)
        {
            var count = Math.Min(ChunkRows(rows), rows - done);
            var raw = ReadRows(firstRow + done, count, buffer);
            for (var i = 0; i < count; i++)
                read(raw.Slice((int)(i * _rowBytes) + column.Offset, column.Width), done + i);
            done += count;
        }
    }

    private ReadOnlySpan<byte> ReadRows(long firstRow, int count, byte[] buffer)
    {
        var raw = buffer.AsSpan(0, (int)(count * _rowBytes));
        Source.Read(Info.DataOffset + firstRow * _rowBytes, raw);
        return raw;
    }

    private int ChunkRows(int rows) => (int)Math.Clamp(ChunkBytes / Math.Max(1, _rowBytes), 1, Math.Max(1, rows));

    private FitsColumn Scalar(string name)
    {
        var column = Column(name);
        return column is { IsVariable: false, Repeat: 1 }
            ? column
            : throw Fail($"keeps arrays or strings in column '{column.Name}', not one number a row");
    }

    private int RowCountInMemory() => RowCount <= Array.MaxLength
        ? (int)RowCount
        : throw Fail($"has {RowCount} rows, too many to be held at once");

    private void CheckRows(long first, long count)
    {
        if (first < 0 || count < 0 || first > RowCount - count)
            throw new ArgumentOutOfRangeException(nameof(first),
                $"Rows {first} to {first + count} are not in {this}, which has {RowCount}.");
    }

    private FitsException Fail(string what) => new($"{this} {what}.");
}
