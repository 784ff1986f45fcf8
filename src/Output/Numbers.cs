using System.Globalization;

namespace GaLNet.Output;

/// <summary>Numbers as people read them; a dash stands for a value that could not be measured.</summary>
internal static class Numbers
{
    /// <summary>Fixed decimals, or a dash for NaN.</summary>
    public static string Fixed(double value, int decimals)
        => double.IsNaN(value) ? "-" : value.ToString("F" + decimals, CultureInfo.InvariantCulture);

    /// <summary>Value and error with the same decimals, e.g. <c>2.13 ± 0.05</c>.</summary>
    public static string WithError(double value, double error, int decimals)
        => double.IsNaN(value) ? "-"
            : double.IsNaN(error) ? $"{Fixed(value, decimals)} (no error)"
            : $"{Fixed(value, decimals)} ± {Fixed(error, decimals)}";

    /// <summary>The shortest text that reads back as the same number; empty for NaN (an absent value in CSV).</summary>
    public static string Exact(double value)
        => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Significant digits, e.g. for pixel values of 1e-12.</summary>
    public static string Significant(double value, int digits)
        => double.IsNaN(value) ? "-" : value.ToString("G" + digits, CultureInfo.InvariantCulture);
}
