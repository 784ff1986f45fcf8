using GaLNet.ClientCli.Output;
using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Bench;

/// <summary>How two measurements of the same galaxies differ: medians and robust scatter.</summary>
internal static class MedianDifferences
{
    private static readonly (string Name, Func<GalaxyParameters, GalaxyParameters, double> Of)[] Differences =
    [
        ("mag - mag", (ours, theirs) => ours.Mag - theirs.Mag),
        ("rEff / rEff", (ours, theirs) => ours.ReffArcsec / theirs.ReffArcsec),
        ("q - q", (ours, theirs) => ours.AxisRatio - theirs.AxisRatio),
        ("PA - PA (q < 0.9)", (ours, theirs) => theirs.AxisRatio < 0.9
            ? PositionAngles.Difference(ours.PaDeg, theirs.PaDeg) : double.NaN),
        ("n / n", (ours, theirs) => ours.Index / theirs.Index),
    ];

    /// <summary>Writes Δmag, rEff ratio, Δq, ΔPA and n ratio.</summary>
    /// <param name="pairs">Ours, and the reference's in the same units and frame.</param>
    /// <param name="output">Where to write.</param>
    public static void Write(
        IReadOnlyCollection<(GalaxyParameters Ours, GalaxyParameters Theirs)> pairs, TextWriter output)
    {
        var table = new TextTable("difference", "median", "robust scatter", "galaxies");
        foreach (var (name, of) in Differences)
        {
            var values = Values(pairs, of);
            table.Add(name, Numbers.Fixed(ErrorStatistics.Median(values), 4),
                Numbers.Fixed(ErrorStatistics.RobustSigma(values), 4), $"{values.Length}");
        }

        table.Write(output);
    }

    /// <summary>The same for several engines, one row each.</summary>
    /// <param name="engines">Name, and its values beside the reference's.</param>
    /// <param name="output">Where to write.</param>
    public static void WriteEngines(
        IEnumerable<(string Name, IReadOnlyCollection<(GalaxyParameters Ours, GalaxyParameters Theirs)> Pairs)> engines,
        TextWriter output)
    {
        var table = new TextTable(["engine", "galaxies", .. Differences.Select(difference => difference.Name)]);
        foreach (var (name, pairs) in engines)
        {
            table.Add(
            [
                name, $"{pairs.Count}", .. Differences.Select(difference =>
                {
                    var values = Values(pairs, difference.Of);
                    return Numbers.WithError(ErrorStatistics.Median(values), ErrorStatistics.RobustSigma(values), 3);
                }),
            ]);
        }

        table.Write(output);
    }

    private static double[] Values(
        IEnumerable<(GalaxyParameters Ours, GalaxyParameters Theirs)> pairs,
        Func<GalaxyParameters, GalaxyParameters, double> difference)
        => [.. pairs.Select(pair => difference(pair.Ours, pair.Theirs)).Where(double.IsFinite)];
}
