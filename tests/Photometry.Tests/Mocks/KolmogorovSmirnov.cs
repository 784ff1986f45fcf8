namespace GaLNet.Photometry.Tests.Mocks;

/// <summary>The one-sample test of whether numbers follow a distribution function.</summary>
internal static class KolmogorovSmirnov
{
    /// <summary>
    /// sqrt(N) times the largest distance between the empirical and the given distribution; a true sample exceeds
    /// 1.63 once in a hundred cases, 1.95 once in a thousand.
    /// </summary>
    public static double Statistic(IEnumerable<double> sample, Func<double, double> cdf)
    {
        var sorted = sample.Order().ToArray();
        double largest = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            var expected = cdf(sorted[i]);
            largest = Math.Max(largest, Math.Max(
                Math.Abs(expected - (double)i / sorted.Length), Math.Abs((i + 1.0) / sorted.Length - expected)));
        }

        return largest * Math.Sqrt(sorted.Length);
    }

    /// <summary>Distribution function of a density cut to [min, max], by Simpson's rule on a fine grid.</summary>
    public static Func<double, double> Cut(Func<double, double> density, double min, double max, int steps = 20000)
    {
        var step = (max - min) / steps;
        var cumulative = new double[steps + 1];
        for (var i = 0; i < steps; i++)
        {
            var x = min + i * step;
            cumulative[i + 1] = cumulative[i]
                + step / 6 * (density(x) + 4 * density(x + 0.5 * step) + density(x + step));
        }

        return value =>
        {
            var place = (value - min) / step;
            var i = Math.Clamp((int)place, 0, steps - 1);
            return (cumulative[i] + (place - i) * (cumulative[i + 1] - cumulative[i])) / cumulative[^1];
        };
    }

    public static double Gaussian(double x, double mean, double sigma)
        => Math.Exp(-0.5 * (x - mean) * (x - mean) / (sigma * sigma));
}
