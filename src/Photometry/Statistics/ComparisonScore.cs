namespace GaLNet.Photometry.Statistics;

/// <summary>
/// How two measurements of one parameter compare: every figure with its central 68 % bootstrap interval. A figure that
/// cannot be formed is NaN.
/// </summary>
/// <param name="Count">Galaxies with both values.</param>
/// <param name="Values">The figures, by <see cref="ComparisonFigure"/>.</param>
/// <param name="Low">Lower ends of their intervals.</param>
/// <param name="High">Upper ends of their intervals.</param>
public sealed record ComparisonScore(
    int Count, IReadOnlyList<double> Values, IReadOnlyList<double> Low, IReadOnlyList<double> High)
{
    /// <summary>Number of figures.</summary>
    public const int Figures = 9;

    /// <summary>Fewest galaxies that figures are formed of.</summary>
    public const int Fewest = 3;

    /// <summary>Resamplings that an interval is made from.</summary>
    public const int DefaultReplicates = 200;

    private const int LargestResample = 2000;
    private const double Tail = 0.158655254;

    /// <summary>One figure.</summary>
    public double this[ComparisonFigure figure] => Values[(int)figure];

    /// <summary>
    /// Compares. Intervals come from resampling the galaxies with replacement. Of more than 2000 galaxies, 2000 are
    /// drawn a time and the spread is scaled by sqrt(2000/N) (m-out-of-n bootstrap, Bickel, Götze &amp; van Zwet 1997):
    /// all figures converge as 1/sqrt(N).
    /// </summary>
    /// <param name="measured">p, finite.</param>
    /// <param name="reference">t, finite, paired.</param>
    /// <param name="error">Joint 1-sigma errors, NaN where neither measurement has one.</param>
    /// <param name="replicates">Resamplings; 0 = no intervals.</param>
    /// <param name="seed">One seed gives the same intervals.</param>
    /// <param name="room">Room for as many numbers, of any content; made where it is too small.</param>
    public static ComparisonScore Of(
        ReadOnlySpan<double> measured, ReadOnlySpan<double> reference, ReadOnlySpan<double> error,
        int replicates = DefaultReplicates, int seed = 1, Span<double> room = default)
    {
        if (measured.Length != reference.Length || measured.Length != error.Length)
            throw new ArgumentException(
                $"Found {measured.Length} values, {reference.Length} references and {error.Length} errors; pair them.");
        var count = measured.Length;
        var values = NoFigures();
        if (count < Fewest) return new ComparisonScore(count, values, NoFigures(), NoFigures());
        var size = Math.Min(count, LargestResample);
        if (room.Length < count) room = new double[count];
        Measure(measured, reference, error, room, values);
        var (low, high) = (NoFigures(), NoFigures());
        if (replicates > 0)
            Intervals(measured, reference, error, values, size, replicates, new Random(seed), room, low, high);
        return new ComparisonScore(count, values, low, high);
    }

    private static void Intervals(
        ReadOnlySpan<double> measured, ReadOnlySpan<double> reference, ReadOnlySpan<double> error, double[] values,
        int size, int replicates, Random random, Span<double> room, double[] low, double[] high)
    {
        var (p, t, e) = (new double[size], new double[size], new double[size]);
        var drawn = new double[Figures][];
        for (var figure = 0; figure < Figures; figure++) drawn[figure] = new double[replicates];
        var one = new double[Figures];
        for (var replicate = 0; replicate < replicates; replicate++)
        {
            for (var i = 0; i < size; i++)
            {
                var from = random.Next(measured.Length);
                (p[i], t[i], e[i]) = (measured[from], reference[from], error[from]);
            }

            Measure(p, t, e, room[..size], one);
            for (var figure = 0; figure < Figures; figure++) drawn[figure][replicate] = one[figure];
        }

        var scale = Math.Sqrt((double)size / measured.Length);
        for (var figure = 0; figure < Figures; figure++)
        {
            var finite = Array.FindAll(drawn[figure], double.IsFinite);
            if (finite.Length == 0 || double.IsNaN(values[figure])) continue;
            Array.Sort(finite);
            // A small resample is biased by 1/m where the whole is not: its spread counts, about its own middle.
            var middle = size < measured.Length ? Quantile(finite, 0.5) : values[figure];
            low[figure] = values[figure] + scale * (Quantile(finite, Tail) - middle);
            high[figure] = values[figure] + scale * (Quantile(finite, 1 - Tail) - middle);
        }
    }

    private static void Measure(
        ReadOnlySpan<double> p, ReadOnlySpan<double> t, ReadOnlySpan<double> e, Span<double> room, Span<double> figures)
    {
        var n = p.Length;
        room = room[..n];
        double mean = 0, residual = 0, spread = 0;
        foreach (var truth in t) mean += truth;
        mean /= n;
        var outliers = 0;
        for (var i = 0; i < n; i++)
        {
            var difference = p[i] - t[i];
            residual += difference * difference;
            spread += (t[i] - mean) * (t[i] - mean);
            room[i] = ErrorStatistics.RelativeError(p[i], t[i]);
            if (Math.Abs(room[i]) > ErrorStatistics.OutlierLimit) outliers++;
        }

        figures[(int)ComparisonFigure.RSquared] = spread > 0 ? 1 - residual / spread : double.NaN;
        figures[(int)ComparisonFigure.OutlierFraction] = (double)outliers / n;
        figures[(int)ComparisonFigure.Rms] = Math.Sqrt(residual / n);
        figures[(int)ComparisonFigure.Nmad] = SpreadInPlace(room).Scatter;
        for (var i = 0; i < n; i++) room[i] = p[i] - t[i];
        (figures[(int)ComparisonFigure.Bias], figures[(int)ComparisonFigure.Scatter]) = SpreadInPlace(room);
        var withError = 0;
        double sum = 0, squares = 0;
        for (var i = 0; i < n; i++)
        {
            if (!(e[i] > 0) || double.IsInfinity(e[i])) continue;
            var pull = (p[i] - t[i]) / e[i];
            room[withError++] = pull;
            sum += pull;
        }

        for (var i = 0; i < withError; i++) squares += (room[i] - sum / withError) * (room[i] - sum / withError);
        var enough = withError >= Fewest;
        figures[(int)ComparisonFigure.PullStd] = enough ? Math.Sqrt(squares / withError) : double.NaN;
        (figures[(int)ComparisonFigure.PullMedian], figures[(int)ComparisonFigure.PullScatter]) =
            enough ? SpreadInPlace(room[..withError]) : (double.NaN, double.NaN);
    }

    // Median and 1.4826 median absolute deviation from it; the values are spent.
    private static (double Median, double Scatter) SpreadInPlace(Span<double> values)
    {
        var median = Selection.MedianInPlace(values);
        for (var i = 0; i < values.Length; i++) values[i] = Math.Abs(values[i] - median);
        return (median, ErrorStatistics.MadToSigma * Selection.MedianInPlace(values));
    }

    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 < sorted.Length
            ? sorted[below] + (place - below) * (sorted[below + 1] - sorted[below])
            : sorted[^1];
    }

    private static double[] NoFigures()
    {
        var none = new double[Figures];
        Array.Fill(none, double.NaN);
        return none;
    }
}
