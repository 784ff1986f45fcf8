using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Training.Evaluation;

/// <summary>
/// Standard errors of the paper's statistics: how far another draw of as many galaxies would move them, by the bootstrap
/// (Efron 1979) over the galaxies. All engines on one set are redrawn alike, from one seed.
/// </summary>
/// <param name="RSquared">Of R².</param>
/// <param name="Outliers">Of the fraction of outliers.</param>
/// <param name="Nmad">Of the NMAD.</param>
internal readonly record struct SamplingError(double RSquared, double Outliers, double Nmad)
{
    /// <summary>Redrawn sets; the standard errors themselves are then good to 5 %.</summary>
    public const int Draws = 200;

    private const ulong Seed = 0xB007;
    private const int Fewest = 3;

    /// <summary>By parameter, over the galaxies that were fully measured; empty where there are too few.</summary>
    public static IReadOnlyDictionary<ScoredParameter, SamplingError> Of(IReadOnlyList<ScoredGalaxy> galaxies)
    {
        ScoredGalaxy[] measured =
            [.. galaxies.Where(g => ScoredParameterNames.All.All(p => double.IsFinite(g.Comparable(p))))];
        if (measured.Length < Fewest) return new Dictionary<ScoredParameter, SamplingError>();
        return ScoredParameterNames.All.AsParallel().ToDictionary(p => p, p => Of(
            [.. measured.Select(g => g.Comparable(p))], [.. measured.Select(g => g.Truth[p])]));
    }

    private static SamplingError Of(double[] predicted, double[] truth)
    {
        var (redrawn, itsTruth) = (new double[truth.Length], new double[truth.Length]);
        var (r2, outliers, nmad) = (new double[Draws], new double[Draws], new double[Draws]);
        for (var draw = 0; draw < Draws; draw++)
        {
            var random = new RandomStream(Seed, (ulong)draw);
            for (var i = 0; i < truth.Length; i++)
            {
                var any = (int)(truth.Length * random.NextUniform());
                (redrawn[i], itsTruth[i]) = (predicted[any], truth[any]);
            }

            r2[draw] = ErrorStatistics.RSquared(redrawn, itsTruth);
            outliers[draw] = ErrorStatistics.OutlierFraction(redrawn, itsTruth);
            nmad[draw] = ErrorStatistics.Nmad(redrawn, itsTruth);
        }

        return new SamplingError(
            ErrorStatistics.StandardDeviation(r2), ErrorStatistics.StandardDeviation(outliers),
            ErrorStatistics.StandardDeviation(nmad));
    }
}
