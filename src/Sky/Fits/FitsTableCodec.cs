using System.Buffers.Binary;
using System.Text;

namespace GaLNet.Sky.Fits;

/// <summary>Fields of a table's row to values.</summary>
internal static class FitsTableCodec
{
    /// <summary>As many numbers as <paramref name="values"/> holds.</summary>
    public static void Numbers(FitsColumn column, ReadOnlySpan<byte> field, Span<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            switch (column.Format)
            {
                case 'E':
                    values[i] = BinaryPrimitives.ReadSingleBigEndian(field[(4 * i)..]);
                    break;
                case 'D':
                    values[i] = BinaryPrimitives.ReadDoubleBigEndian(field[(8 * i)..]);
                    break;
                case 'L':
                    values[i] = field[i] switch { (byte)'T' => 1, (byte)'F' => 0, _ => double.NaN };
                    continue;
                default:
                    var stored = Stored(column.Format, field, i);
                    values[i] = stored == column.Null ? double.NaN : stored;
                    break;
            }
            if (!column.IsUnscaled)
                values[i] = values[i] * column.Scale + column.Zero;
        }
    }

    /// <summary>
    /// One number a row of rows of <paramref name="stride"/> bytes; the two formats that catalogues are made of without
    /// a decision per value.
    /// </summary>
    public static void NumberColumn(FitsColumn column, ReadOnlySpan<byte> rows, int stride, Span<double> values)
    {
        if (column is { IsUnscaled: true, Format: 'D' })
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = BinaryPrimitives.ReadDoubleBigEndian(rows[(i * stride + column.Offset)..]);
        }
        else if (column is { IsUnscaled: true, Format: 'E' })
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = BinaryPrimitives.ReadSingleBigEndian(rows[(i * stride + column.Offset)..]);
        }
        else
        {
            for (var i = 0; i < values.Length; i++)
                Numbers(column, rows.Slice(i * stride + column.Offset, column.Width), values.Slice(i, 1));
        }
    }

    /// <summary>One whole number; the unsigned conventions (TZERO) are exact.</summary>
    public static void Integers(FitsColumn column, ReadOnlySpan<byte> field, long[] values, int at)
    {
        if (column.Format == 'L')
        {
            values[at] = field[0] switch { (byte)'T' => 1, (byte)'F' => 0, _ => long.MinValue };
            return;
        }
        var stored = Stored(column.Format, field, 0);
        if (stored == column.Null)
            values[at] = long.MinValue;
        else if (column.Zero == 9223372036854775808.0)
            values[at] = stored ^ long.MinValue;
        else
            values[at] = stored + (long)column.Zero;
    }

    /// <summary>A string: ends at a NUL or at its trailing blanks.</summary>
    public static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.Latin1.GetString(end < 0 ? field : field[..end]).TrimEnd(' ');
    }

    /// <summary>Element count and heap offset of a variable-length array.</summary>
    public static (long Count, long Offset) Descriptor(ReadOnlySpan<byte> field) => field.Length == 8
        ? (BinaryPrimitives.ReadInt32BigEndian(field), BinaryPrimitives.ReadInt32BigEndian(field[4..]))
        : (BinaryPrimitives.ReadInt64BigEndian(field), BinaryPrimitives.ReadInt64BigEndian(field[8..]));

    private static long Stored(char format, ReadOnlySpan<byte> field, int i) => format switch
    {
        'B' => field[i],
        'I' => BinaryPrimitives.ReadInt16BigEndian(field[(2 * i)..]),
        'J' => BinaryPrimitives.ReadInt32BigEndian(field[(4 * i)..]),
        _ => BinaryPrimitives.ReadInt64BigEndian(field[(8 * i)..]),
    };
}
