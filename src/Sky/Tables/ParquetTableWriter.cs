using GaLNet.Sky.IO;
using Parquet;
using Parquet.Schema;

namespace GaLNet.Sky.Tables;

/// <summary>
/// Parquet, in groups of rows. When there is a <c>galaxy_id</c> (an order-29 HEALPix index) it is written a second time
/// as <c>_healpix_29</c>, the name by which HATS catalogues are partitioned and joined.
/// </summary>
internal sealed class ParquetTableWriter : TableWriter
{
    private const int GroupRows = 1 << 17;
    private const string HatsIndex = "_healpix_29";
    private readonly AtomicFile _file;
    private readonly ParquetWriter _writer;
    private readonly (DataField Field, int Column)[] _fields;
    private readonly Array[] _values;
    private int _count;

    public ParquetTableWriter(string path, IReadOnlyList<TableColumn> columns, TableMetadata metadata)
        : base(columns)
    {
        var id = IndexOf("galaxy_id");
        var isHats = id >= 0 && columns[id].Type == TableType.Int64 && IndexOf(HatsIndex) < 0;
        var fields = columns.Select((c, i) => (Field: (DataField)FieldOf(c), Column: i)).ToList();
        if (isHats)
            fields.Insert(0, (new DataField<long?>(HatsIndex), id));
        _fields = [.. fields];
        _values = [.. columns.Select(Buffer)];
        var schema = new ParquetSchema([.. _fields.Select(f => (Field)f.Field)]);
        _file = new AtomicFile(path);
        _writer = Wait(ParquetWriter.CreateAsync(schema, _file.Stream));
        _writer.CustomMetadata = Describe(columns, metadata);
    }

    public override void Commit()
    {
        FlushGroup();
        _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _file.Commit();
    }

    private protected override void Write(TableRow row)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            switch (_values[i])
            {
                case double?[] doubles: doubles[_count] = row.Number(i); break;
                case float?[] singles: singles[_count] = (float)row.Number(i); break;
                case long?[] longs: longs[_count] = row.Whole(i) == long.MinValue ? null : row.Whole(i); break;
                case int?[] ints: ints[_count] = row.Whole(i) == long.MinValue ? null : (int)row.Whole(i); break;
                case bool?[] flags: flags[_count] = row.Whole(i) == long.MinValue ? null : row.Whole(i) == 1; break;
                default: ((string[])_values[i])[_count] = row.Text(i); break;
            }
        }
        if (++_count == GroupRows)
            FlushGroup();
    }

    private protected override void Discard() => _file.Dispose();

    private void FlushGroup()
    {
        if (_count == 0)
            return;
        using (var group = _writer.CreateRowGroup())
        {
            foreach (var (field, column) in _fields)
                Wait(WriteColumn(group, field, _values[column]));
            group.CompleteValidate();
        }
        _count = 0;
    }

    private async Task<bool> WriteColumn(ParquetRowGroupWriter group, DataField field, Array values)
    {
        switch (values)
        {
            case double?[] v: await group.WriteAsync<double>(field, v.AsMemory(0, _count)).ConfigureAwait(false); break;
            case float?[] v: await group.WriteAsync<float>(field, v.AsMemory(0, _count)).ConfigureAwait(false); break;
            case long?[] v: await group.WriteAsync<long>(field, v.AsMemory(0, _count)).ConfigureAwait(false); break;
            case int?[] v: await group.WriteAsync<int>(field, v.AsMemory(0, _count)).ConfigureAwait(false); break;
            case bool?[] v: await group.WriteAsync<bool>(field, v.AsMemory(0, _count)).ConfigureAwait(false); break;
            default:
                var text = new ArraySegment<string>((string[])values, 0, _count);
                await group.WriteAsync(field, text).ConfigureAwait(false);
                break;
        }
        return true;
    }

    private static DataField FieldOf(TableColumn column) => column.Type switch
    {
        TableType.Double => new DataField<double?>(column.Name),
        TableType.Single => new DataField<float?>(column.Name),
        TableType.Int64 => new DataField<long?>(column.Name),
        TableType.Int32 => new DataField<int?>(column.Name),
        TableType.Boolean => new DataField<bool?>(column.Name),
        _ => new DataField<string>(column.Name),
    };

    private static Array Buffer(TableColumn column) => column.Type switch
    {
        TableType.Double => new double?[GroupRows],
        TableType.Single => new float?[GroupRows],
        TableType.Int64 => new long?[GroupRows],
        TableType.Int32 => new int?[GroupRows],
        TableType.Boolean => new bool?[GroupRows],
        _ => new string[GroupRows],
    };

    /// <summary>Parquet has no place for units: they are kept as <c>unit:ra = deg</c> and so on.</summary>
    private static Dictionary<string, string> Describe(IReadOnlyList<TableColumn> columns, TableMetadata metadata)
    {
        var words = new Dictionary<string, string> { ["name"] = metadata.Name, ["description"] = metadata.Description };
        foreach (var (key, value, _) in metadata.Keywords)
            words[key] = value;
        foreach (var column in columns)
        {
            words[$"unit:{column.Name}"] = column.Unit;
            words[$"ucd:{column.Name}"] = column.Ucd;
            words[$"description:{column.Name}"] = column.Description;
        }
        return words;
    }

    private static T Wait<T>(Task<T> task) => task.ConfigureAwait(false).GetAwaiter().GetResult();
}
