using GaLNet.ClientCli.Pictures;
using GaLNet.Output;
using GaLNet.Photometry.Statistics;
using ScottPlot;

namespace GaLNet.ClientCli.Compare;

/// <summary>The diagrams of a comparison: GaLNet I, Figs. 5, 6 and 10.</summary>
internal static class ComparisonPlots
{
    private const int EqualBins = 5;

    private static readonly (ScoredParameter Parameter, string Label, bool IsLogarithmic)[] OneToOne =
    [
        (ScoredParameter.Mag, "mag", false), (ScoredParameter.Reff, "rEff / arcsec", true),
        (ScoredParameter.AxisRatio, "q", false), (ScoredParameter.PaRaw, "PA / deg", false),
        (ScoredParameter.Index, "n", true),
    ];

    /// <summary>Fig. 5: one-to-one densities; the bars of five equally full bins are e_s (Eq. 10).</summary>
    public static Sheet OneToOneSheet(EngineComparison comparison, string reference)
        => PanelSheet.Draw([.. OneToOne.Select(one => OneToOnePanel(comparison, reference, one))],
            $"{comparison.Engine} against {reference}: {comparison.Columns.Count} galaxies", 3);

    /// <summary>
    /// Fig. 6: relative differences of rEff and n against magnitude and rEff; bins show the mean, its error (thick)
    /// and the standard deviation (thin).
    /// </summary>
    public static Sheet TrendSheet(EngineComparison comparison, string reference)
    {
        var plots = new List<Plot>();
        foreach (var against in new[] { ScoredParameter.Mag, ScoredParameter.Reff })
        {
            foreach (var parameter in new[] { ScoredParameter.Reff, ScoredParameter.Index })
            {
                plots.Add(TrendPanel(comparison, reference, against, parameter).ToPlot());
            }
        }

        return PanelSheet.Draw(plots, $"{comparison.Engine} − {reference}, relative differences", 2);
    }

    /// <summary>Bins of Fig. 6 as numbers.</summary>
    public static IEnumerable<(ScoredParameter Against, ScoredParameter Parameter, BinnedDifference Bin)> Trends(
        EngineComparison comparison)
        => from against in new[] { ScoredParameter.Mag, ScoredParameter.Reff }
           from parameter in new[] { ScoredParameter.Reff, ScoredParameter.Index }
           from bin in Trend(comparison, against, parameter).Bins
           select (against, parameter, bin);

    /// <summary>Fig. 10: χ² (Eq. 11) inside each method's rEff and inside a common aperture.</summary>
    public static Sheet Chi2Sheet(IReadOnlyList<ObjectComparison> sample)
    {
        var names = sample.SelectMany(one => one.Measurements.Select(m => m.By)).Distinct().ToArray();
        IReadOnlyList<(string, IReadOnlyList<double>)> Values(bool common) =>
        [
            .. names.Select(name => (name, (IReadOnlyList<double>)[.. sample.Select(one => Chi2Of(one, name, common))
                .Where(double.IsFinite)])),
        ];
        return PanelSheet.Draw(
            [
                StepHistogram.Make(Values(false), "reduced χ² inside each method's rEff", 0, 5, 50),
                StepHistogram.Make(Values(true), "reduced χ² inside a common aperture", 0, 5, 50),
            ],
            $"Reduced χ² (Eq. 11) of {sample.Count} galaxies", 2);
    }

    /// <summary>χ² of one method; NaN where it has none.</summary>
    public static double Chi2Of(ObjectComparison one, string name, bool common)
    {
        var at = one.Measurements.ToList().FindIndex(measurement => measurement.By == name);
        return at < 0 || one.Pixels is not { } pixels ? double.NaN
            : common ? pixels.Models[at].Chi2Common : pixels.Models[at].Chi2Reff;
    }

    /// <summary>Bins of Fig. 5: five equally full ones of the reference's value.</summary>
    public static IReadOnlyList<BinnedDifference> EqualBinsOf(EngineComparison comparison, ScoredParameter parameter)
    {
        var (ours, theirs, _) = comparison.Columns.Pairs(
            parameter, [.. Enumerable.Range(0, comparison.Columns.Count)]);
        if (theirs.Length < 2 * EqualBins)
        {
            return [];
        }

        var sorted = theirs.Order().ToArray();
        double[] edges = [.. Enumerable.Range(0, EqualBins).Select(bin => sorted[bin * sorted.Length / EqualBins]),
            Math.BitIncrement(sorted[^1])];
        return BinnedDifference.Of(
            theirs, Array.ConvertAll(Enumerable.Range(0, ours.Length).ToArray(), i => ours[i] - theirs[i]),
            [.. edges.Distinct()]);
    }

    private static Plot OneToOnePanel(
        EngineComparison comparison, string reference,
        (ScoredParameter Parameter, string Label, bool IsLogarithmic) one)
    {
        var (ours, theirs, _) = comparison.Columns.Pairs(
            one.Parameter, [.. Enumerable.Range(0, comparison.Columns.Count)]);
        var score = comparison.Of(one.Parameter);
        var range = RangeOf(one.Parameter, theirs.Concat(ours));
        var isMag = one.Parameter == ScoredParameter.Mag;
        var bins = EqualBinsOf(comparison, one.Parameter);
        var labels = string.Join("  ", bins.Select(bin => Numbers.Significant(
            isMag ? bin.RootMeanSquare : bin.RootMeanSquare / (bin.Centre + bin.Mean), 2)));
        return new DensityPanel
        {
            Abscissa = $"{reference} {one.Label}",
            Ordinate = $"{comparison.Engine} {one.Label}",
            X = theirs,
            Y = ours,
            XRange = range,
            YRange = range,
            IsXLogarithmic = one.IsLogarithmic,
            IsYLogarithmic = one.IsLogarithmic,
            Bins = [.. bins.Select(bin => (bin.Centre, bin.Centre + bin.Mean, 0.0, bin.RootMeanSquare))],
            Note = $"R² {Numbers.Fixed(score[ComparisonFigure.RSquared], 4)}\n"
                + $"outliers {Numbers.Fixed(100 * score[ComparisonFigure.OutlierFraction], 1)} %\n"
                + $"NMAD {Numbers.Fixed(score[ComparisonFigure.Nmad], 4)}\n"
                + $"{(isMag ? "e" : "e/p")}: {labels}",
        }.ToPlot();
    }

    private static DensityPanel TrendPanel(
        EngineComparison comparison, string reference, ScoredParameter against, ScoredParameter parameter)
    {
        var (x, y, bins) = Trend(comparison, against, parameter);
        var name = parameter == ScoredParameter.Reff ? "rEff" : "n";
        var isSize = against == ScoredParameter.Reff;
        return new DensityPanel
        {
            Abscissa = isSize ? $"{reference} rEff / arcsec" : $"{reference} mag",
            Ordinate = $"Δ{name} / {name}",
            X = x,
            Y = y,
            XRange = RangeOf(against, x),
            YRange = (-1, 1),
            IsXLogarithmic = isSize,
            IsIdentity = false,
            Bins = [.. bins.Select(bin => (bin.Centre, bin.Mean, bin.ErrorOfMean, bin.Deviation))],
        };
    }

    private static (double[] X, double[] Y, IReadOnlyList<BinnedDifference> Bins) Trend(
        EngineComparison comparison, ScoredParameter against, ScoredParameter parameter)
    {
        var columns = comparison.Columns;
        var (x, ours, theirs) = (
            columns.Column(2, against), columns.Column(0, parameter), columns.Column(2, parameter));
        var (xs, ys) = (new List<double>(), new List<double>());
        for (var row = 0; row < columns.Count; row++)
        {
            var relative = (ours[row] - theirs[row]) / theirs[row];
            if (double.IsFinite(relative + x[row]))
            {
                xs.Add(x[row]);
                ys.Add(relative);
            }
        }

        var binning = Binning.Default.First(one => one.Name == (against == ScoredParameter.Mag ? "mag" : "reff"));
        // A few wild ratios would be all that a mean shows: the paper's panels end at ±1, and so do the bins.
        var kept = Enumerable.Range(0, xs.Count).Where(i => Math.Abs(ys[i]) <= 1).ToArray();
        return ([.. xs], [.. ys], BinnedDifference.Of(
            Array.ConvertAll(kept, i => xs[i]), Array.ConvertAll(kept, i => ys[i]), binning.Edges));
    }

    private static (double From, double To) RangeOf(ScoredParameter parameter, IEnumerable<double> values)
    {
        switch (parameter)
        {
            case ScoredParameter.AxisRatio:
                return (0, 1.02);
            case ScoredParameter.PaRaw or ScoredParameter.Pa:
                return (-2, 182);
        }

        var sorted = values.Where(double.IsFinite).Order().ToArray();
        if (sorted.Length == 0)
        {
            return (1, 10);
        }

        double low = sorted[sorted.Length / 500], high = sorted[^(1 + sorted.Length / 500)];
        return parameter == ScoredParameter.Mag
            ? (low - 0.2, high + 0.2)
            : (Math.Max(low, 1e-3) / 1.15, Math.Max(high, 2e-3) * 1.15);
    }
}
