using GaLNet.ClientCli.Pictures;
using GaLNet.Output;
using GaLNet.Photometry.Statistics;
using ScottPlot;

namespace GaLNet.ClientCli.Compare;

/// <summary>The diagrams of a comparison: GaLNet I, Figs. 5, 6 and 10.</summary>
internal static class ComparisonPlots
{
    private static readonly (ScoredParameter Parameter, string Label, bool IsLogarithmic)[] OneToOne =
    [
        (ScoredParameter.Mag, "mag", false), (ScoredParameter.Reff, "rEff / arcsec", true),
        (ScoredParameter.AxisRatio, "q", false), (ScoredParameter.PaRaw, "PA / deg", false),
        (ScoredParameter.Index, "n", true),
    ];

    /// <summary>Fig. 5: one-to-one densities; the bars of five equally full bins are e_s (Eq. 10).</summary>
    public static Sheet OneToOneSheet(EngineComparison comparison, string reference)
    {
        var buffer = new PairBuffer();
        return PanelSheet.Draw([.. OneToOne.Select(one => OneToOnePanel(comparison, reference, one, buffer))],
            $"{comparison.Engine} against {reference}: {comparison.Columns.Count} galaxies", 3);
    }

    /// <summary>
    /// Fig. 6: relative differences of rEff and n against magnitude and rEff; bins show the mean, its error (thick)
    /// and the standard deviation (thin).
    /// </summary>
    public static Sheet TrendSheet(EngineComparison comparison, string reference)
    {
        var buffer = new PairBuffer();
        return PanelSheet.Draw([.. comparison.Trends.Select(trend => TrendPanel(comparison, reference, trend, buffer))],
            $"{comparison.Engine} − {reference}, relative differences", 2);
    }

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

    private static Plot OneToOnePanel(
        EngineComparison comparison, string reference,
        (ScoredParameter Parameter, string Label, bool IsLogarithmic) one, PairBuffer buffer)
    {
        buffer.Fill(comparison.Columns, one.Parameter, [.. Enumerable.Range(0, comparison.Columns.Count)]);
        var score = comparison.Of(one.Parameter);
        var range = RangeOf(one.Parameter, buffer, withOurs: true);
        var isMag = one.Parameter == ScoredParameter.Mag;
        var bins = comparison.EqualBins[one.Parameter];
        var labels = string.Join("  ", bins.Select(bin => Numbers.Significant(
            isMag ? bin.RootMeanSquare : bin.RootMeanSquare / (bin.Centre + bin.Mean), 2)));
        return new DensityPanel
        {
            Abscissa = $"{reference} {one.Label}",
            Ordinate = $"{comparison.Engine} {one.Label}",
            X = buffer.Theirs,
            Y = buffer.Ours,
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

    private static Plot TrendPanel(
        EngineComparison comparison, string reference,
        (ScoredParameter Against, ScoredParameter Parameter, IReadOnlyList<BinnedDifference> Bins) trend,
        PairBuffer buffer)
    {
        buffer.FillTrend(comparison.Columns, trend.Against, trend.Parameter);
        var name = trend.Parameter == ScoredParameter.Reff ? "rEff" : "n";
        var isSize = trend.Against == ScoredParameter.Reff;
        return new DensityPanel
        {
            Abscissa = isSize ? $"{reference} rEff / arcsec" : $"{reference} mag",
            Ordinate = $"Δ{name} / {name}",
            X = buffer.Theirs,
            Y = buffer.Ours,
            XRange = RangeOf(trend.Against, buffer, withOurs: false),
            YRange = (-1, 1),
            IsXLogarithmic = isSize,
            IsIdentity = false,
            Bins = [.. trend.Bins.Select(bin => (bin.Centre, bin.Mean, bin.ErrorOfMean, bin.Deviation))],
        }.ToPlot();
    }

    private static (double From, double To) RangeOf(ScoredParameter parameter, PairBuffer buffer, bool withOurs)
    {
        switch (parameter)
        {
            case ScoredParameter.AxisRatio:
                return (0, 1.02);
            case ScoredParameter.PaRaw or ScoredParameter.Pa:
                return (-2, 182);
        }

        if (buffer.Count == 0)
        {
            return (1, 10);
        }

        var sorted = buffer.Room(withOurs ? 2 * buffer.Count : buffer.Count);
        buffer.Theirs.AsSpan().CopyTo(sorted);
        if (withOurs)
        {
            buffer.Ours.AsSpan().CopyTo(sorted[buffer.Count..]);
        }

        sorted.Sort();
        double low = sorted[sorted.Length / 500], high = sorted[^(1 + sorted.Length / 500)];
        return parameter == ScoredParameter.Mag
            ? (low - 0.2, high + 0.2)
            : (Math.Max(low, 1e-3) / 1.15, Math.Max(high, 2e-3) * 1.15);
    }
}
