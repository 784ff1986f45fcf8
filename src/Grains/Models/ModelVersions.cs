using System.Globalization;

namespace GaLNet.Grains.Models;

/// <summary>Orders versions of models: numbers between dots by value, everything else as text.</summary>
internal static class ModelVersions
{
    /// <summary>1.2 before 1.10 before 2.0.</summary>
    public static IComparer<string> Comparer { get; } = Comparer<string>.Create(Compare);

    private static int Compare(string one, string other)
    {
        string[] a = one.Split('.'), b = other.Split('.');
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            var order = int.TryParse(a[i], NumberStyles.None, CultureInfo.InvariantCulture, out var x)
                && int.TryParse(b[i], NumberStyles.None, CultureInfo.InvariantCulture, out var y)
                    ? x.CompareTo(y)
                    : string.CompareOrdinal(a[i], b[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return a.Length.CompareTo(b.Length);
    }
}
