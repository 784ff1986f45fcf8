using Parquet;
using Parquet.Schema;

namespace GaLNet.Sky.Tables;

/// <summary>The flat columns of a Parquet file, a row group at a time; nested columns are left out.</summary>
internal sealed class ParquetTable : StreamedTable
{
    private readonly string _path;
    private readonly int[] _groups;

    private ParquetTable(string path, int[] groups, TableColumn[] columns)
        : base(path)
    {
        _path = path;
        _groups = groups;
        RowCount = groups.Aggregate(0, (sum, rows) => checked(sum + rows));
        Columns = columns;
    }

    public override int RowCount { get; }

    public override IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>Reads the file's footer.</summary>
    public static Table Load(string path, long heldBytes) => Understood(path, () =>
    {
        using var file = new ParquetFile(path);
        var groups = new int[file.Reader.RowGroupCount];
        for (var g = 0; g < groups.Length; g++)
        {
            using var group = file.Reader.OpenRowGroupReader(g);
            // Runs of equal values take few bytes, but no file of this size holds more rows than this.
            if (group.RowCount < 0 || group.RowCount > 100_000 * new FileInfo(path).Length)
                throw new TableException($"{path} claims a group of {group.RowCount} rows: it is damaged.");
            groups[g] = checked((int)group.RowCount);
        }
        var words = file.Reader.CustomMetadata;
        var table = new ParquetTable(path, groups, [.. file.Fields.Select(f => new TableColumn(f.Name,
            ParquetColumn.TypeOf(f)!.Value, Word("unit", f), Word("ucd", f), Word("description", f)))]);
        return HoldIfSmall(table, heldBytes);

        string Word(string kind, DataField field)
            => words is not null && words.TryGetValue($"{kind}:{field.Name}", out var w) ? w : "";
    });

    private protected override IEnumerable<MemoryTable> Read(int rows, string? only)
    {
        using var file = Understood(_path, () => new ParquetFile(_path));
        var pending = new List<MemoryTable>();
        var held = 0;
        for (var g = 0; g < _groups.Length; g++)
        {
            var group = Understood(_path, () => ReadGroup(file, g, only));
            for (var first = 0; first < group.RowCount;)
            {
                // Parts go on over the ends of groups, so that all but the last are full.
                var part = group.Slice(first, rows - held);
                first += part.RowCount;
                held += part.RowCount;
                pending.Add(part);
                if (held < rows)
                    continue;
                yield return MemoryTable.Join(pending);
                pending.Clear();
                held = 0;
            }
        }
        if (held > 0)
            yield return MemoryTable.Join(pending);
    }

    private MemoryTable ReadGroup(ParquetFile file, int g, string? only)
    {
        using var group = file.Reader.OpenRowGroupReader(g);
        var values = file.Fields.Select((field, i) => only is null || field.Name == only
            ? ParquetColumn.Read(group, field, _groups[g])
            : MemoryTable.Allocate(Columns[i].Type, _groups[g])).ToArray();
        return new MemoryTable(_path, Columns, values, _groups[g]);
    }

    /// <summary>The library meets damage with exceptions of many kinds, all of which mean the same here.</summary>
    private static T Understood<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is not (SkyException or OutOfMemoryException))
        {
            throw new TableException($"{path} is not a Parquet file that can be read: {fault.Message}", fault);
        }
    }

    private sealed class ParquetFile : IDisposable
    {
        public ParquetFile(string path)
        {
            Reader = ParquetReader.CreateAsync(path).ConfigureAwait(false).GetAwaiter().GetResult();
            Fields = [.. Reader.Schema.DataFields.Where(f
                => f.MaxRepetitionLevel == 0 && ParquetColumn.TypeOf(f) is not null)];
        }

        public ParquetReader Reader { get; }

        public DataField[] Fields { get; }

        public void Dispose() => Reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
