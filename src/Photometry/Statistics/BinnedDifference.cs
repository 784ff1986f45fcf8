namespace GaLNet.Photometry.Statistics;

/// <summary>Differences of the galaxies in one interval (GaLNet I, Fig. 6).</summary>
/// <param name="From">Lower edge, included.</param>
/// <param name="To">Upper edge, excluded.</param>
/// <param name="Count">Galaxies.</param>
/// <param name="Centre">Mean abscissa.</param>
/// <param name="Mean">Mean difference.</param>
/// <param name="Deviation">Standard deviation of the differences about their mean.</param>
/// <param name="RootMeanSquare">sqrt(sum d²/(N - 1)), the paper's e_s (Eq. 10).</param>
public readonly record struct BinnedDifference(
    double From, double To, int Count, double Centre, double Mean, double Deviation, double RootMeanSquare)
{
    /// <summary>Standard error of the mean.</summary>
    public double ErrorOfMean => Deviation / Math.Sqrt(Count);

    /// <summary>Bins paired values; bins of fewer than two are left out.</summary>
    public static IReadOnlyList<BinnedDifference> Of(
        ReadOnlySpan<double> abscissae, ReadOnlySpan<double> differences, IReadOnlyList<double> edges)
    {
        ArgumentNullException.ThrowIfNull(edges);
        var bins = Math.Max(0, edges.Count - 1);
        var (count, x, sum, squares) = (new int[bins], new double[bins], new double[bins], new double[bins]);
        double[] sorted = [.. edges];
        for (var i = 0; i < abscissae.Length; i++)
        {
            var bin = BinOf(sorted, abscissae[i]);
            if (bin < 0 || !double.IsFinite(differences[i])) continue;
            count[bin]++;
            x[bin] += abscissae[i];
            sum[bin] += differences[i];
            squares[bin] += differences[i] * differences[i];
        }

        var result = new List<BinnedDifference>();
        for (var bin = 0; bin < bins; bin++)
        {
            var n = count[bin];
            if (n < 2) continue;
            var mean = sum[bin] / n;
            result.Add(new BinnedDifference(
                edges[bin], edges[bin + 1], n, x[bin] / n, mean,
                Math.Sqrt(Math.Max(0, squares[bin] / n - mean * mean) * n / (n - 1)), Math.Sqrt(squares[bin] / (n - 1))));
        }

        return result;
    }

    /// <summary>The interval [edge, next edge) that holds a value; -1 outside, or for NaN.</summary>
    public static int BinOf(double[] edges, double value)
    {
        if (!(value >= edges[0]) || value >= edges[^1]) return -1;
        var place = Array.BinarySearch(edges, value);
        return place >= 0 ? place : ~place - 1;
    }
}
