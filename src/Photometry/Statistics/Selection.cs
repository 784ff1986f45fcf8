namespace GaLNet.Photometry.Statistics;

/// <summary>Order statistics in linear time: a million values need no sorting for their median.</summary>
internal static class Selection
{
    private const int Small = 16;

    /// <summary>
    /// Reorders <paramref name="values"/> so that the one of rank <paramref name="rank"/> (0 = smallest) is in its
    /// sorted place, with none larger before it and none smaller behind it; returns it. No NaN.
    /// </summary>
    public static double Nth(Span<double> values, int rank)
    {
        var (low, high) = (0, values.Length - 1);
        while (high - low > Small)
        {
            var pivot = Median(values[low], values[(low + high) / 2], values[high]);
            // Three ways: smaller | equal | larger, so that many equal values cost no more than different ones.
            int less = low, at = low, greater = high;
            while (at <= greater)
            {
                var value = values[at];
                if (value < pivot)
                {
                    (values[less], values[at]) = (value, values[less]);
                    less++;
                    at++;
                }
                else if (value > pivot)
                {
                    (values[greater], values[at]) = (value, values[greater]);
                    greater--;
                }
                else
                {
                    at++;
                }
            }

            if (rank >= less && rank <= greater) return pivot;
            if (rank < less) high = less - 1;
            else low = greater + 1;
        }

        values.Slice(low, high - low + 1).Sort();
        return values[rank];
    }

    /// <summary>Mean of the two middle values (or the middle one), reordering; NaN when empty.</summary>
    public static double MedianInPlace(Span<double> values)
    {
        if (values.IsEmpty) return double.NaN;
        var middle = values.Length / 2;
        var upper = Nth(values, middle);
        if (values.Length % 2 == 1) return upper;
        var lower = values[0];
        foreach (var value in values[1..middle]) lower = Math.Max(lower, value);
        return 0.5 * (lower + upper);
    }

    private static double Median(double a, double b, double c)
        => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
