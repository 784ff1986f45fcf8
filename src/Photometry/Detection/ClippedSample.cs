namespace GaLNet.Photometry.Detection;

/// <summary>Level and spread of a sample after clipping outliers: what the sky of one mesh cell looks like.</summary>
/// <param name="Level">Mode estimate, 2.5 median - 1.5 mean, or the median where the sample is too skewed for it.</param>
/// <param name="Sigma">Standard deviation of the clipped sample, corrected for the clipping of a normal one.</param>
internal readonly record struct ClippedSample(double Level, double Sigma)
{
    private const double ClipSigma = 3.0;
    private const int MaxRounds = 25;

    // Standard deviation of a normal distribution cut at +-3 sigma.
    private const double TruncatedSigma = 0.98658;

    // Where mean and median differ by more, the cell is crowded and Pearson's mode overshoots (Bertin & Arnouts
    // 1996, §3): the median is the safer answer.
    private const double CrowdedSkew = 0.3;

    /// <summary>Statistics of a sample; sorts it in place. NaN for an empty one.</summary>
    public static ClippedSample Of(Span<float> sample)
    {
        if (sample.IsEmpty)
            return new ClippedSample(double.NaN, double.NaN);
        sample.Sort();
        int lo = 0, hi = sample.Length;
        double median = sample[hi / 2];
        // Light only adds: the lower half of the sample is nearer to pure sky than the upper one.
        double sigma = median - sample[(int)(0.1587 * hi)], mean = median;
        for (int round = 0; round < MaxRounds; round++)
        {
            int newLo = LowerBound(sample, median - ClipSigma * sigma);
            int newHi = LowerBound(sample, Math.BitIncrement((float)(median + ClipSigma * sigma)));
            if (newHi <= newLo)
                break;
            bool same = round > 0 && newLo == lo && newHi == hi;
            (lo, hi) = (newLo, newHi);
            if (same)
                break;
            (mean, double deviation) = MeanAndDeviation(sample[lo..hi]);
            median = sample[(lo + hi) / 2];
            sigma = deviation / TruncatedSigma;
        }

        bool crowded = Math.Abs(mean - median) > CrowdedSkew * sigma;
        return new ClippedSample(crowded ? median : 2.5 * median - 1.5 * mean, sigma);
    }

    private static int LowerBound(Span<float> sorted, double value)
    {
        int lo = 0, hi = sorted.Length;
        while (lo < hi)
        {
            int mid = (lo + hi) >>> 1;
            if (sorted[mid] < value)
                lo = mid + 1;
            else
                hi = mid;
        }

        return lo;
    }

    private static (double Mean, double Deviation) MeanAndDeviation(Span<float> values)
    {
        double pivot = values[values.Length / 2], sum = 0, squares = 0;
        foreach (float value in values)
        {
            double d = value - pivot;
            sum += d;
            squares += d * d;
        }

        double mean = sum / values.Length;
        return (pivot + mean, Math.Sqrt(Math.Max(0, squares / values.Length - mean * mean)));
    }
}
