using Parquet;
using Parquet.Schema;

namespace GaLNet.Sky.Tables;

/// <summary>Reads the flat columns of a Parquet file; nested ones are left out.</summary>
internal static class ParquetTableReader
{
    public static Table Read(string path)
    {
        // The library meets damage with exceptions of many kinds, all of which mean the same to the reader.
        try
        {
            return ReadAsync(path).ConfigureAwait(false).GetAwaiter().GetResult();
        }
        catch (Exception fault) when (fault is not (SkyException or OutOfMemoryException))
        {
            throw new TableException($"{path} is not a Parquet file that can be read: {fault.Message}", fault);
        }
    }

    private static async Task<Table> ReadAsync(string path)
    {
        var reader = await ParquetReader.CreateAsync(path).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            var fields = reader.Schema.DataFields
                .Where(f => f.MaxRepetitionLevel == 0 && TypeOf(f) is not null).ToArray();
            var words = reader.CustomMetadata;
            var columns = fields.Select(f => new TableColumn(f.Name, TypeOf(f)!.Value, Word("unit", f), Word("ucd", f),
                Word("description", f))).ToArray();
            var parts = fields.Select(_ => new List<Array>()).ToArray();
            var rows = 0;
            for (var g = 0; g < reader.RowGroupCount; g++)
            {
                using var group = reader.OpenRowGroupReader(g);
                // Runs of equal values take few bytes, but no file of this size holds more rows than this.
                if (group.RowCount < 0 || group.RowCount > 100_000 * new FileInfo(path).Length)
                    throw new TableException($"{path} claims a group of {group.RowCount} rows: it is damaged.");
                var count = checked((int)group.RowCount);
                for (var i = 0; i < fields.Length; i++)
                    parts[i].Add(await ReadColumn(group, fields[i], count).ConfigureAwait(false));
                rows = checked(rows + count);
            }
            return new MemoryTable(path, columns, [.. columns.Select((c, i) => Join(c.Type, parts[i], rows))], rows);

            string Word(string kind, DataField field)
                => words is not null && words.TryGetValue($"{kind}:{field.Name}", out var w) ? w : "";
        }
    }

    private static TableType? TypeOf(DataField field) => Type.GetTypeCode(field.ClrType) switch
    {
        TypeCode.Double => TableType.Double,
        TypeCode.Single => TableType.Single,
        TypeCode.Int64 => TableType.Int64,
        TypeCode.Int32 or TypeCode.Int16 or TypeCode.SByte or TypeCode.Byte or TypeCode.UInt16 => TableType.Int32,
        TypeCode.UInt32 => TableType.Int64,
        TypeCode.Boolean => TableType.Boolean,
        TypeCode.String => TableType.String,
        _ when field.ClrType == typeof(ReadOnlyMemory<char>) => TableType.String,
        _ => null,
    };

    private static async Task<Array> ReadColumn(ParquetRowGroupReader group, DataField field, int count)
    {
        switch (Type.GetTypeCode(field.ClrType))
        {
            case TypeCode.Double:
                return Array.ConvertAll(await Values<double>().ConfigureAwait(false), v => v ?? double.NaN);
            case TypeCode.Single:
                return Array.ConvertAll(await Values<float>().ConfigureAwait(false), v => v ?? double.NaN);
            case TypeCode.Int64:
                return Array.ConvertAll(await Values<long>().ConfigureAwait(false), v => v ?? long.MinValue);
            case TypeCode.Int32:
                return Array.ConvertAll(await Values<int>().ConfigureAwait(false), v => v ?? long.MinValue);
            case TypeCode.UInt32:
                return Array.ConvertAll(await Values<uint>().ConfigureAwait(false), v => v ?? long.MinValue);
            case TypeCode.Int16:
                return Array.ConvertAll(await Values<short>().ConfigureAwait(false), v => v ?? long.MinValue);
            case TypeCode.UInt16:
                return Array.ConvertAll(await Values<ushort>().ConfigureAwait(false), v => v ?? long.MinValue);
            case TypeCode.SByte:
                return Array.ConvertAll(await Values<sbyte>().ConfigureAwait(false), v => v ?? long.MinValue);
            case TypeCode.Byte:
                return Array.ConvertAll(await Values<byte>().ConfigureAwait(false), v => v ?? long.MinValue);
            case TypeCode.Boolean:
                return Array.ConvertAll(await Values<bool>().ConfigureAwait(false),
                    v => v switch { true => 1L, false => 0, null => long.MinValue });
            default:
                var text = new string?[count];
                await group.ReadAsync(field, text.AsMemory()).ConfigureAwait(false);
                return Array.ConvertAll(text, t => t ?? "");
        }

        async Task<T?[]> Values<T>()
            where T : struct
        {
            var values = new T?[count];
            if (field.IsNullable)
            {
                await group.ReadAsync<T>(field, values.AsMemory()).ConfigureAwait(false);
                return values;
            }
            var plain = new T[count];
            await group.ReadAsync<T>(field, plain.AsMemory()).ConfigureAwait(false);
            return Array.ConvertAll(plain, v => (T?)v);
        }
    }

    private static Array Join(TableType type, List<Array> parts, int rows)
    {
        var all = MemoryTable.Allocate(type, rows);
        var at = 0;
        foreach (var part in parts)
        {
            Array.Copy(part, 0, all, at, part.Length);
            at += part.Length;
        }
        return all;
    }
}
