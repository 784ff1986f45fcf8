namespace GaLNet.Photometry.Statistics;

/// <summary>
/// Measurements against truth: every statistic of the paper and the comparison with the Cramér-Rao bound, by
/// parameter, for all galaxies and in bins of true magnitude.
/// </summary>
/// <remarks>
/// A galaxy with any missing value among the scored parameters is a failure: counted, and left out of all statistics.
/// A parameter that nobody measured is left out of the table. Bounds are capped where the parameter's range caps the
/// error of any estimator: 52 degrees for PA (a uniform guess), 0.25 for q.
/// </remarks>
public sealed record ScoreTable
{
    private const int FewestForStatistics = 3;
    private const int FewestInBin = 6;
    private const double LargestPaBoundDeg = 52.0;
    private const double LargestAxisRatioBound = 0.25;

    /// <summary>Edges of the magnitude bins used by default: 17, 19, 20, 21, 22.</summary>
    public static IReadOnlyList<double> DefaultMagEdges { get; } = [17, 19, 20, 21, 22];

    /// <summary>Galaxies, failures included.</summary>
    public required int Count { get; init; }

    /// <summary>Galaxies without a full set of measured values.</summary>
    public required int Failures { get; init; }

    /// <summary>Scores by parameter; empty when fewer than three galaxies were measured.</summary>
    public required IReadOnlyDictionary<ScoredParameter, ParameterScore> Parameters { get; init; }

    /// <summary>R² of (cos 2PA, sin 2PA); NaN when PA was not measured.</summary>
    public double PaDoubleAngleRSquared { get; init; } = double.NaN;

    /// <summary>Scores in bins of true magnitude, of at least six galaxies each.</summary>
    public IReadOnlyList<ScoreBin> Bins { get; init; } = [];

    /// <summary>Scores galaxies.</summary>
    /// <param name="galaxies">Truth and measurement of each.</param>
    /// <param name="magEdges">Edges of magnitude bins, ascending; null for none.</param>
    public static ScoreTable Of(IReadOnlyList<ScoredGalaxy> galaxies, IReadOnlyList<double>? magEdges = null)
    {
        ArgumentNullException.ThrowIfNull(galaxies);
        var measuredParameters = ScoredParameterNames.All
            .Where(p => galaxies.Any(g => double.IsFinite(g.Measured[p]))
                && galaxies.Any(g => double.IsFinite(g.Truth[p])))
            .ToArray();
        var complete = galaxies
            .Where(g => measuredParameters.All(p => double.IsFinite(g.Measured[p])))
            .ToArray();
        var scores = new Dictionary<ScoredParameter, ParameterScore>();
        var doubleAngle = double.NaN;
        if (complete.Length >= FewestForStatistics)
        {
            foreach (var parameter in measuredParameters)
                if (Score(complete, parameter) is { } score) scores[parameter] = score;
            if (scores.ContainsKey(ScoredParameter.Pa)) doubleAngle = ScoreDoubleAngle(complete);
        }

        return new ScoreTable
        {
            Count = galaxies.Count,
            Failures = galaxies.Count - complete.Length,
            Parameters = scores,
            PaDoubleAngleRSquared = doubleAngle,
            Bins = magEdges is null ? [] : Binned(galaxies, magEdges),
        };
    }

    private static List<ScoreBin> Binned(IReadOnlyList<ScoredGalaxy> galaxies, IReadOnlyList<double> edges)
    {
        var bins = new List<ScoreBin>();
        for (var i = 0; i + 1 < edges.Count; i++)
        {
            var inside = galaxies.Where(g => g.Truth.Mag >= edges[i] && g.Truth.Mag < edges[i + 1]).ToArray();
            if (inside.Length >= FewestInBin) bins.Add(new ScoreBin(edges[i], edges[i + 1], Of(inside)));
        }

        return bins;
    }

    private static double ScoreDoubleAngle(ScoredGalaxy[] galaxies)
    {
        var known = galaxies.Where(g => double.IsFinite(g.Truth.PaDeg)).ToArray();
        return PositionAngles.DoubleAngleRSquared(
            [.. known.Select(g => g.Measured.PaDeg)], [.. known.Select(g => g.Truth.PaDeg)]);
    }

    private static ParameterScore? Score(ScoredGalaxy[] galaxies, ScoredParameter parameter)
    {
        var known = galaxies.Where(g => double.IsFinite(g.Truth[parameter])).ToArray();
        if (known.Length < FewestForStatistics) return null;
        var truth = known.Select(g => g.Truth[parameter]).ToArray();
        var predicted = known.Select(g => g.Comparable(parameter)).ToArray();
        var differences = predicted.Zip(truth, (p, t) => p - t).ToArray();
        var error = ErrorStatistics.StatisticalError(predicted, truth);
        var score = new ParameterScore
        {
            Count = known.Length,
            RSquared = ErrorStatistics.RSquared(predicted, truth),
            OutlierFraction = ErrorStatistics.OutlierFraction(predicted, truth),
            Nmad = ErrorStatistics.Nmad(predicted, truth),
            Bias = ErrorStatistics.Median(differences),
            Rms = ErrorStatistics.RootMeanSquare(differences),
            StatisticalError = error,
            RelativeStatisticalError = error / predicted.Average(),
        };
        // The raw PA is the paper's number; errors and bounds belong to the wrapped one.
        if (parameter == ScoredParameter.PaRaw) return score;
        var pulls = Scaled(known, differences, g => g.Errors?[parameter]);
        var bounded = Scaled(known, differences, g => Capped(g.Crlb?[parameter], parameter));
        if (pulls.Length >= FewestForStatistics)
            score = score with
            {
                PullStd = ErrorStatistics.StandardDeviation(pulls),
                PullMad = ErrorStatistics.RobustSigma(pulls),
            };
        if (bounded.Length >= FewestForStatistics)
            score = score with
            {
                RmsOverCrlb = ErrorStatistics.RootMeanSquare(bounded),
                MadOverCrlb = ErrorStatistics.RobustRms(bounded),
            };
        return score;
    }

    private static double? Capped(double? bound, ScoredParameter parameter) => parameter switch
    {
        ScoredParameter.Pa => bound > LargestPaBoundDeg ? LargestPaBoundDeg : bound,
        ScoredParameter.AxisRatio => bound > LargestAxisRatioBound ? LargestAxisRatioBound : bound,
        _ => bound,
    };

    private static double[] Scaled(
        ScoredGalaxy[] galaxies, double[] differences, Func<ScoredGalaxy, double?> sigmaOf)
    {
        var scaled = new List<double>(galaxies.Length);
        for (var i = 0; i < galaxies.Length; i++)
            if (sigmaOf(galaxies[i]) is { } sigma && sigma > 0 && double.IsFinite(sigma))
                scaled.Add(differences[i] / sigma);
        return [.. scaled];
    }
}
