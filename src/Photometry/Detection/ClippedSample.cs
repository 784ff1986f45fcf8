namespace GaLNet.Photometry.Detection;

/// <summary>Level and spread of a sample after clipping outliers: what the sky of one mesh cell looks like.</summary>
/// <param name="Level">
/// Mode estimate, 2.5 median - 1.5 mean, or the median where the sample is too skewed for it.
/// </param>
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

    // Larger samples go through a histogram, which need not be sorted.
    private const int LargeSample = 1024;
    private const int Bins = 2048;
    private const double HistogramReach = 8;

    /// <summary>Statistics of a sample; may reorder it. NaN for an empty one.</summary>
    public static ClippedSample Of(Span<float> sample)
    {
        if (sample.IsEmpty)
            return new ClippedSample(double.NaN, double.NaN);
        return sample.Length >= LargeSample && OfHistogram(sample) is { } clipped ? clipped : OfSorted(sample);
    }

    private static ClippedSample OfSorted(Span<float> sample)
    {
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

        return Mode(median, mean, sigma);
    }

    // The same by a histogram around a first guess from every 16th value; null when that guess has no width (values
    // all alike) or was so wrong that the sample's middle lies outside.
    private static ClippedSample? OfHistogram(ReadOnlySpan<float> sample)
    {
        Span<float> few = stackalloc float[256];
        int step = sample.Length / few.Length;
        for (int i = 0; i < few.Length; i++)
            few[i] = sample[i * step];
        few.Sort();
        double centre = few[few.Length / 2], width = centre - few[(int)(0.1587 * few.Length)];
        if (!(width > 0))
            return null;
        Span<int> counts = stackalloc int[Bins];
        counts.Clear();
        double start = centre - HistogramReach * width, binWidth = 2 * HistogramReach * width / Bins;
        float scale = (float)(1 / binWidth), pivot = (float)centre;
        int below = 0;
        foreach (float value in sample)
        {
            int bin = (int)((value - pivot) * scale + Bins / 2);
            if ((uint)bin < Bins)
                counts[bin]++;
            else if (value < pivot)
                below++;
        }

        // Fractions of a bin: values are spread evenly over theirs.
        double median = Quantile(counts, 0.5 * sample.Length - below);
        double sigma = median - Quantile(counts, 0.1587 * sample.Length - below);
        if (double.IsNaN(median) || !(sigma > 1))
            return null;
        double mean = median;
        for (int round = 0; round < MaxRounds; round++)
        {
            double oldMedian = median, oldSigma = sigma;
            int lo = Math.Max(0, (int)Math.Floor(median - ClipSigma * sigma));
            int hi = Math.Min(Bins, (int)Math.Ceiling(median + ClipSigma * sigma));
            double sum = 0, squares = 0;
            long count = 0;
            for (int bin = lo; bin < hi; bin++)
            {
                double d = bin + 0.5 - median;
                count += counts[bin];
                sum += counts[bin] * d;
                squares += counts[bin] * d * d;
            }

            mean = median + sum / count;
            sigma = Math.Sqrt(Math.Max(0, squares / count - sum / count * (sum / count))) / TruncatedSigma;
            median = lo + Quantile(counts[lo..hi], 0.5 * count);
            if (Math.Abs(median - oldMedian) + Math.Abs(sigma - oldSigma) < 1e-3)
                break;
        }

        return Mode(start + binWidth * median, start + binWidth * mean, binWidth * sigma);
    }

    // Position, in bins, below which a number of values lie; NaN outside.
    private static double Quantile(ReadOnlySpan<int> counts, double number)
    {
        double seen = 0;
        for (int bin = 0; bin < counts.Length; bin++)
        {
            if (seen + counts[bin] >= number && counts[bin] > 0)
                return number >= seen ? bin + (number - seen) / counts[bin] : double.NaN;
            seen += counts[bin];
        }

        return double.NaN;
    }

    private static ClippedSample Mode(double median, double mean, double sigma)
    {
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
