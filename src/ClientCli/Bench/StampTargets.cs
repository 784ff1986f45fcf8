using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Bench;

/// <summary>What is wanted of the scores: the physical limit, or better than the best other program.</summary>
internal static class StampTargets
{
    // Best R² of imfit, SExtractor and a maximum-likelihood fit on stamps drawn alike, neighbours below 0.3.
    private static readonly (ScoredParameter Parameter, double RSquared)[] BestPeers =
    [
        (ScoredParameter.X, 0.974), (ScoredParameter.Mag, 0.994), (ScoredParameter.Reff, 0.940),
        (ScoredParameter.Pa, 0.943), (ScoredParameter.AxisRatio, 0.966), (ScoredParameter.Index, 0.741),
    ];

    private static readonly (ScoredParameter Parameter, double RSquared)[] Survey =
    [
        (ScoredParameter.Mag, 0.99), (ScoredParameter.Reff, 0.96), (ScoredParameter.AxisRatio, 0.96),
        (ScoredParameter.Index, 0.75),
    ];

    /// <summary>Clean stamps: errors at the Cramér-Rao bound, and honest ones.</summary>
    public static IEnumerable<Target> Clean(ScoreTable scores)
    {
        yield return Target.AtMost("stamps without an answer", scores.Failures, 0);
        foreach (var (parameter, score) in scores.Parameters.Where(pair => pair.Key != ScoredParameter.PaRaw))
        {
            var name = parameter.ShortName();
            yield return Target.AtMost($"{name}: mad/CRLB", score.MadOverCrlb, 1.10);
            yield return Target.AtMost($"{name}: rms/CRLB", score.RmsOverCrlb, 1.15);
            yield return new Target($"{name}: pull MAD", score.PullMad, 0.9, 1.1);
        }
    }

    /// <summary>Crowded stamps like the paper's cleaned cut-outs.</summary>
    public static IEnumerable<Target> Crowded(ScoreTable scores)
    {
        foreach (var target in Of(scores, BestPeers))
        {
            yield return target;
        }

        var index = scores.Parameters[ScoredParameter.Index];
        yield return Target.AtMost("n: outliers", index.OutlierFraction, 0.16);
        yield return Target.AtMost("n: NMAD", index.Nmad, 0.059);
    }

    /// <summary>All crowded stamps.</summary>
    public static IEnumerable<Target> AllCrowded(ScoreTable scores) => Of(scores, [(ScoredParameter.Index, 0.712)]);

    /// <summary>The survey image from end to end.</summary>
    public static IEnumerable<Target> EndToEnd(ScoreTable scores, double completeness)
        => [Target.AtLeast("completeness, S/N > 50", completeness, 0.99), .. Of(scores, Survey)];

    private static IEnumerable<Target> Of(
        ScoreTable scores, IEnumerable<(ScoredParameter Parameter, double RSquared)> limits)
        => limits.Select(limit => Target.AtLeast($"{limit.Parameter.ShortName()}: R2",
            scores.Parameters.GetValueOrDefault(limit.Parameter)?.RSquared ?? double.NaN, limit.RSquared));
}
