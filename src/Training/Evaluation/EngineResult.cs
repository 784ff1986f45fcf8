using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Training.Evaluation;

/// <summary>How well an engine did on a set.</summary>
internal sealed record EngineResult
{
    /// <summary>The parameters that have errors of their own: all but the unwrapped PA.</summary>
    public static IReadOnlyList<ScoredParameter> Parameters { get; } =
        [.. ScoredParameterNames.All.Where(parameter => parameter != ScoredParameter.PaRaw)];

    /// <summary>What it said.</summary>
    public required EngineAnswers Answers { get; init; }

    /// <summary>The paper's statistics, pulls and comparison with the bound.</summary>
    public required ScoreTable Scores { get; init; }

    /// <summary>How far the paper's statistics would move if other galaxies were drawn.</summary>
    public required IReadOnlyDictionary<ScoredParameter, SamplingError> SamplingErrors { get; init; }

    /// <summary>Errors in five intervals of the true value, by parameter.</summary>
    public required IReadOnlyDictionary<ScoredParameter, IReadOnlyList<BinnedError>> Bins { get; init; }

    /// <summary>Coverage of the intervals, for all galaxies and by S/N.</summary>
    public required IReadOnlyList<(SignalBin Bin, IReadOnlyDictionary<ScoredParameter, IntervalCoverage> Shares)> Coverage
    {
        get;
        init;
    }

    /// <summary>Share of the galaxies that are flagged as unlike the training set.</summary>
    public double OutsideDomain
        => Answers.Flags.Average(flags => (flags & FitFlags.OutsideTrainingDomain) != 0 ? 1.0 : 0.0);

    /// <summary>Scores an engine's answers.</summary>
    public static EngineResult Of(EngineAnswers answers, IReadOnlyList<TestStamp> stamps)
        => Of(answers, [.. stamps.Select(stamp => stamp.SignalToNoise)]);

    /// <summary>Scores an engine's answers.</summary>
    /// <param name="answers">The answers.</param>
    /// <param name="signalToNoise">Noise-free S/N of each galaxy.</param>
    public static EngineResult Of(EngineAnswers answers, IReadOnlyList<double> signalToNoise) => new()
    {
        Answers = answers,
        Scores = ScoreTable.Of(answers.Galaxies),
        SamplingErrors = SamplingError.Of(answers.Galaxies),
        Bins = Parameters.ToDictionary(
            parameter => parameter, parameter => BinnedError.Of(answers.Galaxies, parameter)),
        Coverage = [.. SignalBin.All.Select(bin =>
        {
            ScoredGalaxy[] inside =
                [.. answers.Galaxies.Where((_, i) => bin.Holds(signalToNoise[i]))];
            return (bin, (IReadOnlyDictionary<ScoredParameter, IntervalCoverage>)Parameters.ToDictionary(
                parameter => parameter, parameter => IntervalCoverage.Of(inside, parameter)));
        })],
    };
}
