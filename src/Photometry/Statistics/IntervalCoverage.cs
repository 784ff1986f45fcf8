namespace GaLNet.Photometry.Statistics;

/// <summary>How often the true value lies within the intervals that came with the measurements.</summary>
/// <param name="Count">Galaxies with a value and an error.</param>
/// <param name="Within68">Share within the central 68.27 % intervals.</param>
/// <param name="Within95">Share within the central 95 % intervals.</param>
public readonly record struct IntervalCoverage(int Count, double Within68, double Within95)
{
    /// <summary>What honest 1-sigma intervals cover.</summary>
    public const double Honest68 = 0.682689492137;

    /// <summary>What honest 95 % intervals cover.</summary>
    public const double Honest95 = 0.95;

    /// <summary>Half width of a Gaussian's central 95 % interval in units of its sigma.</summary>
    public const double SigmasOf95 = 1.959963984540;

    /// <summary>Standard error of a share that is known from <see cref="Count"/> galaxies.</summary>
    public double StandardError(double share) => Math.Sqrt(share * (1 - share) / Count);

    /// <summary>Counts one parameter's intervals; PAs modulo 180 degrees.</summary>
    /// <param name="galaxies">Truth, measurement and errors of each; those without errors are left out.</param>
    /// <param name="parameter">Which parameter.</param>
    public static IntervalCoverage Of(IReadOnlyList<ScoredGalaxy> galaxies, ScoredParameter parameter)
    {
        ArgumentNullException.ThrowIfNull(galaxies);
        int count = 0, within68 = 0, within95 = 0;
        foreach (var galaxy in galaxies)
        {
            var size = Math.Abs(galaxy.Difference(parameter));
            var error = galaxy.Errors?[parameter] ?? double.NaN;
            if (!double.IsFinite(size) || !(error > 0)) continue;
            count++;
            if (size <= error) within68++;
            if (size <= (galaxy.Errors95?[parameter] ?? SigmasOf95 * error)) within95++;
        }

        return count == 0
            ? new IntervalCoverage(0, double.NaN, double.NaN)
            : new IntervalCoverage(count, (double)within68 / count, (double)within95 / count);
    }
}
