namespace GaLNet.Photometry.Statistics;

/// <summary>The statistical error of one parameter in one interval of its true value (GaLNet I, §3.2).</summary>
/// <param name="FromTruth">Smallest true value in the interval.</param>
/// <param name="ToTruth">Largest true value in the interval.</param>
/// <param name="Count">Galaxies in the interval.</param>
/// <param name="MeanTruth">Mean of the true values.</param>
/// <param name="MeanMeasured">Mean of the measured values.</param>
/// <param name="StatisticalError">e_s (Eq. 10).</param>
public readonly record struct BinnedError(
    double FromTruth, double ToTruth, int Count, double MeanTruth, double MeanMeasured, double StatisticalError)
{
    /// <summary>e_s over the mean of the measured values: the paper's labels for all parameters but magnitudes.</summary>
    public double Relative => StatisticalError / MeanMeasured;

    /// <summary>
    /// Errors of one parameter in intervals of its true value that hold equally many galaxies each (the paper shows
    /// five and gives no edges). Galaxies without an answer are left out.
    /// </summary>
    /// <param name="galaxies">Truth and measurement of each.</param>
    /// <param name="parameter">Which parameter; the wrapped PA is compared modulo 180 degrees.</param>
    /// <param name="bins">How many intervals.</param>
    public static IReadOnlyList<BinnedError> Of(
        IReadOnlyList<ScoredGalaxy> galaxies, ScoredParameter parameter, int bins = 5)
    {
        ArgumentNullException.ThrowIfNull(galaxies);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var known = galaxies
            .Select(galaxy => (Truth: galaxy.Truth[parameter], Difference: galaxy.Difference(parameter)))
            .Where(pair => double.IsFinite(pair.Difference))
            .OrderBy(pair => pair.Truth)
            .ToArray();
        var errors = new List<BinnedError>(bins);
        for (var bin = 0; bin < bins; bin++)
        {
            var from = (int)((long)known.Length * bin / bins);
            var inside = known.AsSpan(from, (int)((long)known.Length * (bin + 1) / bins) - from);
            if (inside.IsEmpty) continue;
            var truth = new double[inside.Length];
            var measured = new double[inside.Length];
            for (var i = 0; i < inside.Length; i++)
                (truth[i], measured[i]) = (inside[i].Truth, inside[i].Truth + inside[i].Difference);
            errors.Add(new BinnedError(
                truth[0], truth[^1], truth.Length, truth.Average(), measured.Average(),
                ErrorStatistics.StatisticalError(measured, truth)));
        }

        return errors;
    }
}
