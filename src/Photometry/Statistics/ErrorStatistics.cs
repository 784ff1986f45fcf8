namespace GaLNet.Photometry.Statistics;

/// <summary>
/// The statistics by which GaLNet I compares predictions p with truths t (§3, Eqs. 7-10). All take paired, finite
/// values; the order of the pairs does not matter.
/// </summary>
public static class ErrorStatistics
{
    /// <summary>Scales a median absolute deviation to the standard deviation of a Gaussian.</summary>
    public const double MadToSigma = 1.4826;

    /// <summary>Relative error beyond which the paper calls an estimate an outlier (Eq. 8).</summary>
    public const double OutlierLimit = 0.15;

    /// <summary>R² = 1 - sum (p - t)² / sum (t - mean t)² (Eq. 7); NaN where all truths are equal.</summary>
    public static double RSquared(ReadOnlySpan<double> predicted, ReadOnlySpan<double> truth)
    {
        RequirePairs(predicted, truth);
        var mean = Mean(truth);
        double residual = 0, spread = 0;
        for (var i = 0; i < truth.Length; i++)
        {
            residual += Square(predicted[i] - truth[i]);
            spread += Square(truth[i] - mean);
        }

        return spread > 0 ? 1 - residual / spread : double.NaN;
    }

    /// <summary>The paper's relative error (p - t)/(1 + t) (Eq. 8), of magnitudes and angles too, as printed.</summary>
    public static double RelativeError(double predicted, double truth) => (predicted - truth) / (1 + truth);

    /// <summary>Fraction of estimates with |p - t|/(1 + t) &gt; 0.15 (Eq. 8).</summary>
    public static double OutlierFraction(ReadOnlySpan<double> predicted, ReadOnlySpan<double> truth)
    {
        RequirePairs(predicted, truth);
        var outliers = 0;
        for (var i = 0; i < truth.Length; i++)
            if (Math.Abs(RelativeError(predicted[i], truth[i])) > OutlierLimit) outliers++;
        return truth.Length > 0 ? (double)outliers / truth.Length : double.NaN;
    }

    /// <summary>Normalised median absolute deviation of (p - t)/(1 + t) about its median (Eq. 9).</summary>
    public static double Nmad(ReadOnlySpan<double> predicted, ReadOnlySpan<double> truth)
    {
        RequirePairs(predicted, truth);
        var relative = new double[truth.Length];
        for (var i = 0; i < truth.Length; i++) relative[i] = RelativeError(predicted[i], truth[i]);
        return RobustSigma(relative);
    }

    /// <summary>
    /// Statistical error e_s = sqrt(sum (p - t)² / (N - 1)) of the galaxies in one interval (Eq. 10); NaN for N &lt; 2.
    /// </summary>
    public static double StatisticalError(ReadOnlySpan<double> predicted, ReadOnlySpan<double> truth)
    {
        RequirePairs(predicted, truth);
        if (truth.Length < 2) return double.NaN;
        double sum = 0;
        for (var i = 0; i < truth.Length; i++) sum += Square(predicted[i] - truth[i]);
        return Math.Sqrt(sum / (truth.Length - 1));
    }

    /// <summary>Root of the mean square; NaN when empty.</summary>
    public static double RootMeanSquare(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (var value in values) sum += value * value;
        return values.Length > 0 ? Math.Sqrt(sum / values.Length) : double.NaN;
    }

    /// <summary>Standard deviation about the mean, divided by N; NaN when empty.</summary>
    public static double StandardDeviation(ReadOnlySpan<double> values)
    {
        var mean = Mean(values);
        double sum = 0;
        foreach (var value in values) sum += Square(value - mean);
        return values.Length > 0 ? Math.Sqrt(sum / values.Length) : double.NaN;
    }

    /// <summary>1.4826 times the median absolute deviation from the median; NaN when empty.</summary>
    public static double RobustSigma(ReadOnlySpan<double> values)
    {
        var median = Median(values);
        var deviations = new double[values.Length];
        for (var i = 0; i < values.Length; i++) deviations[i] = Math.Abs(values[i] - median);
        return MadToSigma * MedianInPlace(deviations);
    }

    /// <summary>Mean of the two middle values (or the middle one); NaN when empty.</summary>
    public static double Median(ReadOnlySpan<double> values) => MedianInPlace(values.ToArray());

    /// <summary>1.4826 times the median of |values|: the robust size of errors about zero; NaN when empty.</summary>
    public static double RobustRms(ReadOnlySpan<double> values)
    {
        var sizes = new double[values.Length];
        for (var i = 0; i < values.Length; i++) sizes[i] = Math.Abs(values[i]);
        return MadToSigma * MedianInPlace(sizes);
    }

    private static double MedianInPlace(double[] values) => Selection.MedianInPlace(values);

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }

    private static double Square(double value) => value * value;

    private static void RequirePairs(ReadOnlySpan<double> predicted, ReadOnlySpan<double> truth)
    {
        if (predicted.Length != truth.Length)
            throw new ArgumentException($"Found {predicted.Length} predictions for {truth.Length} truths; pair them.");
    }
}
