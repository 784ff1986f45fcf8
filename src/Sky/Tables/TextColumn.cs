using System.Globalization;

namespace GaLNet.Sky.Tables;

/// <summary>
/// A column of a text table: finds out its type, unless that is declared, and then parses its values.
/// </summary>
internal sealed class TextColumn(TableColumn? declared, string name)
{
    private bool _isWhole = true;
    private bool _isNumber = true;
    private bool _isLogical = true;
    private bool _hasValue;

    /// <summary>Name, type and description.</summary>
    public TableColumn Column => declared ?? new TableColumn(name, Inferred);

    /// <summary>The parsed values.</summary>
    public Array Values { get; private set; } = Array.Empty<string>();

    private TableType Inferred => !_hasValue ? TableType.String
        : _isWhole ? TableType.Int64
        : _isNumber ? TableType.Double
        : _isLogical ? TableType.Boolean
        : TableType.String;

    public void See(string text)
    {
        var value = text.AsSpan().Trim();
        if (declared is not null || value.Length == 0)
            return;
        _hasValue = true;
        _isWhole = _isWhole && TryWhole(value, out _);
        _isNumber = _isNumber && TryNumber(value, out _);
        _isLogical = _isLogical && TryLogical(value, out _);
    }

    public void Allocate(int rows) => Values = MemoryTable.Allocate(Column.Type, rows);

    public void Store(int row, string text)
    {
        var value = text.AsSpan().Trim();
        switch (Values)
        {
            case double[] numbers:
                numbers[row] = TryNumber(value, out var number) ? number : Unparsed(value, double.NaN);
                break;
            case long[] logical when Column.Type == TableType.Boolean:
                logical[row] = TryLogical(value, out var isTrue) ? (isTrue ? 1 : 0) : Unparsed(value, long.MinValue);
                break;
            case long[] whole:
                whole[row] = TryWhole(value, out var integer) ? integer : Unparsed(value, long.MinValue);
                break;
            default:
                ((string[])Values)[row] = text;
                break;
        }
    }

    private T Unparsed<T>(ReadOnlySpan<char> value, T undefined) => value.Length == 0
        ? undefined
        : throw new TableException($"Column '{name}' is declared as {Column.Type} but holds '{value}'.");

    private static bool TryWhole(ReadOnlySpan<char> text, out long value)
        => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static bool TryNumber(ReadOnlySpan<char> text, out double value)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
            return true;
        value = double.NaN;
        if (text.Length == 0)
            return false;
        // Words that Python and others write where there is no number, and Python's infinities.
        if (text.Equals("nan", StringComparison.OrdinalIgnoreCase) || text is "--")
            return true;
        var sign = text[0] == '-' ? -1 : 1;
        if (!text.TrimStart("+-").Equals("inf", StringComparison.OrdinalIgnoreCase))
            return false;
        value = sign * double.PositiveInfinity;
        return true;
    }

    private static bool TryLogical(ReadOnlySpan<char> text, out bool value)
    {
        value = text.Equals("true", StringComparison.OrdinalIgnoreCase) || text is "T";
        return value || text.Equals("false", StringComparison.OrdinalIgnoreCase) || text is "F";
    }
}
