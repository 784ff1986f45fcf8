using System.Globalization;

namespace GaLNet.Sky.Tables;

/// <summary>Narrows down what the values of a text column can be.</summary>
internal sealed class CsvType
{
    private bool _isWhole = true;
    private bool _isNumber = true;
    private bool _isLogical = true;
    private bool _hasValue;

    public TableType Type => !_hasValue ? TableType.String
        : _isWhole ? TableType.Int64
        : _isNumber ? TableType.Double
        : _isLogical ? TableType.Boolean
        : TableType.String;

    public void See(string text)
    {
        var value = text.AsSpan().Trim();
        if (value.Length == 0)
        {
            _isLogical = false;
            return;
        }
        _hasValue = true;
        _isWhole = _isWhole && TryWhole(value, out _);
        _isNumber = _isNumber && TryNumber(value, out _);
        _isLogical = _isLogical && TryLogical(value, out _);
    }

    public Array Allocate(int rows) => Type switch
    {
        TableType.Int64 => new long[rows],
        TableType.Double => new double[rows],
        TableType.Boolean => new bool[rows],
        _ => new string[rows],
    };

    public static void Store(Array values, int row, string text)
    {
        switch (values)
        {
            case long[] whole:
                whole[row] = TryWhole(text.AsSpan().Trim(), out var w) ? w : long.MinValue;
                break;
            case double[] numbers:
                numbers[row] = TryNumber(text.AsSpan().Trim(), out var n) ? n : double.NaN;
                break;
            case bool[] logical:
                logical[row] = TryLogical(text.AsSpan().Trim(), out var l) && l;
                break;
            default:
                ((string[])values)[row] = text;
                break;
        }
    }

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
