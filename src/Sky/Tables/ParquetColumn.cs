using Parquet;
using Parquet.Schema;

namespace GaLNet.Sky.Tables;

/// <summary>One column of one row group of a Parquet file.</summary>
internal static class ParquetColumn
{
    /// <summary>Type of a column's values, or null when it is of none that tables have.</summary>
    public static TableType? TypeOf(DataField field) => Type.GetTypeCode(field.ClrType) switch
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

    /// <summary>The values as a <see cref="MemoryTable"/> holds them.</summary>
    public static Array Read(ParquetRowGroupReader group, DataField field, int count)
        => ReadAsync(group, field, count).ConfigureAwait(false).GetAwaiter().GetResult();

    private static async Task<Array> ReadAsync(ParquetRowGroupReader group, DataField field, int count)
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
}
