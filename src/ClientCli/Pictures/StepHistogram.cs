using GaLNet.Output;
using ScottPlot;

namespace GaLNet.ClientCli.Pictures;

/// <summary>Distributions as outlines, one colour a sample.</summary>
internal static class StepHistogram
{
    private static readonly Color[] Colours =
        [new(0, 96, 140), new(190, 60, 30), new(30, 120, 60), new(120, 60, 150), new(90, 90, 90)];

    /// <summary>Draws the share of each sample in equal bins; values beyond the range are left out.</summary>
    public static Plot Make(
        IReadOnlyList<(string Name, IReadOnlyList<double> Values)> samples, string abscissa, double from, double to,
        int bins)
    {
        var plot = PlotSheet.NewPlot(abscissa, "share of galaxies");
        double highest = 0;
        for (var at = 0; at < samples.Count; at++)
        {
            var (name, values) = samples[at];
            var finite = values.Where(double.IsFinite).ToArray();
            var shares = new double[bins];
            foreach (var value in finite.Where(value => value >= from && value < to))
            {
                shares[(int)((value - from) / (to - from) * bins)] += 1.0 / finite.Length;
            }

            var (xs, ys) = (new List<double>(), new List<double>());
            for (var bin = 0; bin < bins; bin++)
            {
                xs.AddRange([from + (to - from) * bin / bins, from + (to - from) * (bin + 1) / bins]);
                ys.AddRange([shares[bin], shares[bin]]);
            }

            var line = plot.Add.ScatterLine(xs.ToArray(), ys.ToArray(), Colours[at % Colours.Length]);
            line.LineWidth = 1.8f;
            line.LegendText = name;
            highest = Math.Max(highest, shares.Max());
        }

        plot.Axes.SetLimits(from, to, 0, Math.Max(1e-3, 1.12 * highest));
        var legend = plot.ShowLegend(Alignment.UpperRight);
        legend.FontSize = 12;
        legend.ShadowColor = Colors.Transparent;
        return plot;
    }
}
