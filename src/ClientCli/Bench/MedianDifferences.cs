using GaLNet.ClientCli.Output;
using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Bench;

/// <summary>How two measurements of the same galaxies differ: medians and robust scatter.</summary>
internal static class MedianDifferences
{
    /// <summary>Writes Δmag, rEff ratio, Δq, ΔPA and n ratio.</summary>
    /// <param name="pairs">Ours, and the reference's in the same units and frame.</param>
    /// <param name="output">Where to write.</param>
    public static void Write(
        IReadOnlyCollection<(GalaxyParameters Ours, GalaxyParameters Theirs)> pairs, TextWriter output)
    {
        var table = new TextTable("difference", "median", "robust scatter", "galaxies");
        void Add(string name, Func<GalaxyParameters, GalaxyParameters, double> difference)
        {
            double[] values = [.. pairs.Select(pair => difference(pair.Ours, pair.Theirs)).Where(double.IsFinite)];
            table.Add(name, Numbers.Fixed(ErrorStatistics.Median(values), 4),
                Numbers.Fixed(ErrorStatistics.RobustSigma(values), 4), $"{values.Length}");
        }

        Add("mag - mag", (ours, theirs) => ours.Mag - theirs.Mag);
        Add("rEff / rEff", (ours, theirs) => ours.ReffArcsec / theirs.ReffArcsec);
        Add("q - q", (ours, theirs) => ours.AxisRatio - theirs.AxisRatio);
        Add("PA - PA (q < 0.9)", (ours, theirs) => theirs.AxisRatio < 0.9
            ? PositionAngles.Difference(ours.PaDeg, theirs.PaDeg) : double.NaN);
        Add("n / n", (ours, theirs) => ours.Index / theirs.Index);
        table.Write(output);
    }
}
