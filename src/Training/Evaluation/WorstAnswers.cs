using GaLNet.Output;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Training.Evaluation;

/// <summary>The galaxies on which each engine erred most in size and index, with what they have in common to see.</summary>
internal static class WorstAnswers
{
    private const int Shown = 5;

    private static readonly ScoredParameter[] Looked = [ScoredParameter.Reff, ScoredParameter.Index];

    /// <summary>The paper's relative errors, largest first.</summary>
    public static TextTable Table(SetResult result)
    {
        var table = new TextTable(
            "parameter", "engine", "stamp", "S/N", "mag", "true reff", "true q", "true n", "measured", "error",
            "relative error", "flags");
        foreach (var parameter in Looked)
            foreach (var engine in result.Engines)
                foreach (var i in Of(engine.Answers.Galaxies, parameter)) table.Add(Row(result, engine, parameter, i));
        return table;
    }

    /// <summary>Places of the largest relative errors (Eq. 8), largest first.</summary>
    public static IReadOnlyList<int> Of(IReadOnlyList<ScoredGalaxy> galaxies, ScoredParameter parameter) =>
    [
        .. Enumerable.Range(0, galaxies.Count)
            .Where(i => double.IsFinite(Relative(galaxies[i], parameter)))
            .OrderByDescending(i => Math.Abs(Relative(galaxies[i], parameter)))
            .Take(Shown),
    ];

    private static string[] Row(SetResult result, EngineResult engine, ScoredParameter parameter, int i)
    {
        var galaxy = engine.Answers.Galaxies[i];
        return
        [
            parameter.ShortName(), engine.Answers.Engine, $"{i}",
            i < result.Set.Stamps.Count ? Numbers.Fixed(result.Set.Stamps[i].SignalToNoise, 0) : "-",
            Numbers.Fixed(galaxy.Truth.Mag, 2), Numbers.Fixed(galaxy.Truth.ReffArcsec, 2),
            Numbers.Fixed(galaxy.Truth.AxisRatio, 2), Numbers.Fixed(galaxy.Truth.Index, 2),
            Numbers.Fixed(galaxy.Measured[parameter], 3),
            galaxy.Errors is { } errors ? Numbers.Fixed(errors[parameter], 3) : "-",
            Numbers.Fixed(Relative(galaxy, parameter), 3),
            string.Join(' ', FitFlagNames.Decode(engine.Answers.Flags[i])),
        ];
    }

    private static double Relative(in ScoredGalaxy galaxy, ScoredParameter parameter)
        => ErrorStatistics.RelativeError(galaxy.Comparable(parameter), galaxy.Truth[parameter]);
}
