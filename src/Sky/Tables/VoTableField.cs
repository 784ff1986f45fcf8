using System.Globalization;

namespace GaLNet.Sky.Tables;

/// <summary>One FIELD of a VOTable.</summary>
/// <param name="Column">Name, type, unit, UCD, description.</param>
/// <param name="DataType">
/// VOTable's type: boolean, unsignedByte, short, int, long, char, unicodeChar, float, double …
/// </param>
/// <param name="ArraySize">Elements: 1, a fixed number, or -1 for a variable one.</param>
/// <param name="Null">Whole number that stands for an undefined value.</param>
internal sealed record VoTableField(TableColumn Column, string DataType, int ArraySize, long? Null)
{
    /// <summary>True for columns with one value a row.</summary>
    public bool IsScalar => IsText || ArraySize == 1;

    public bool IsLogical => DataType is "boolean" or "bit";

    public bool IsText => DataType is "char" or "unicodeChar";

    /// <summary>Bytes of an element in binary form; bits and complex numbers are only passed over.</summary>
    public int ElementBytes => DataType switch
    {
        "boolean" or "unsignedByte" or "char" or "bit" => 1,
        "short" or "unicodeChar" => 2,
        "int" or "float" => 4,
        "long" or "double" or "floatComplex" => 8,
        "doubleComplex" => 16,
        _ => throw new TableException($"The VOTable's column '{Column.Name}' has the unknown datatype '{DataType}'."),
    };

    public static TableType TypeOf(string dataType) => dataType switch
    {
        "boolean" or "bit" => TableType.Boolean,
        "unsignedByte" or "short" or "int" => TableType.Int32,
        "long" => TableType.Int64,
        "float" => TableType.Single,
        "double" => TableType.Double,
        _ => TableType.String,
    };

    /// <summary>Number of elements in arraysize; -1 when any axis is variable.</summary>
    public static int Elements(string? arraySize)
    {
        if (string.IsNullOrWhiteSpace(arraySize))
            return 1;
        if (arraySize.Contains('*', StringComparison.Ordinal))
            return -1;
        var product = 1L;
        foreach (var axis in arraySize.Split('x'))
            product *= int.TryParse(axis, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;
        return product is >= 0 and <= int.MaxValue ? (int)product : 0;
    }
}
