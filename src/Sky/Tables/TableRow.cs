namespace GaLNet.Sky.Tables;

/// <summary>
/// The values of the row being written, by place of the column. What is not set in a row is undefined: NaN, missing,
/// false or empty. Numbers are converted to the column's type.
/// </summary>
public sealed class TableRow
{
    private readonly TableColumn[] _columns;
    private readonly int[] _textColumns;
    private readonly double[] _numbers;
    private readonly long[] _whole;
    private readonly string[] _text;

    internal TableRow(IReadOnlyList<TableColumn> columns)
    {
        _columns = [.. columns];
        _textColumns = [.. Enumerable.Range(0, columns.Count).Where(i => columns[i].Type == TableType.String)];
        _numbers = new double[columns.Count];
        _whole = new long[columns.Count];
        _text = new string[columns.Count];
        Clear();
    }

    /// <summary>Sets a number in a column of type Double or Single.</summary>
    public void Set(int column, double value)
    {
        Check(column, _columns[column].Type is TableType.Double or TableType.Single);
        _numbers[column] = value;
    }

    /// <summary>Sets a whole number in a column of type Int64 or Int32.</summary>
    public void Set(int column, long value)
    {
        Check(column, _columns[column].Type == TableType.Int64
            || (_columns[column].Type == TableType.Int32 && value == (int)value));
        _whole[column] = value;
    }

    /// <summary>Sets true or false in a column of type Boolean.</summary>
    public void Set(int column, bool value)
    {
        Check(column, _columns[column].Type == TableType.Boolean);
        _whole[column] = value ? 1 : 0;
    }

    /// <summary>Sets text in a column of type String.</summary>
    public void Set(int column, string value)
    {
        Check(column, _columns[column].Type == TableType.String);
        _text[column] = value ?? "";
    }

    internal double Number(int column) => _numbers[column];

    /// <summary>A whole number or logical; <see cref="long.MinValue"/> when undefined.</summary>
    internal long Whole(int column) => _whole[column];

    internal string Text(int column) => _text[column];

    internal void Clear()
    {
        Array.Fill(_numbers, double.NaN);
        Array.Fill(_whole, long.MinValue);
        foreach (var column in _textColumns)
            _text[column] = "";
    }

    private void Check(int column, bool isAllowed)
    {
        if (!isAllowed)
            throw new ArgumentException(
                $"Column '{_columns[column].Name}' of type {_columns[column].Type} cannot hold this value.",
                nameof(column));
    }
}
