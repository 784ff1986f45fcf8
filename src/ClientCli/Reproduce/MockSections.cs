using GaLNet.ClientCli.Compare;
using GaLNet.ClientCli.Pictures;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Output;
using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Statistics;
using ScottPlot;

namespace GaLNet.ClientCli.Reproduce;

/// <summary>What mock galaxies show: Tables 1 and 2, Figs. 2, 3 and 4.</summary>
internal sealed class MockSections(ComparisonReportFolder folder, HtmlPage page, string command)
{
    private const int Examples = 6;

    private static readonly (ScoredParameter Parameter, string Label, bool IsLogarithmic)[] Shown =
    [
        (ScoredParameter.X, "x / arcsec", false), (ScoredParameter.Y, "y / arcsec", false),
        (ScoredParameter.Mag, "mag", false), (ScoredParameter.Reff, "rEff / arcsec", true),
        (ScoredParameter.PaRaw, "PA / deg", false), (ScoredParameter.AxisRatio, "q", false),
        (ScoredParameter.Index, "n", true),
    ];

    private static readonly (ComparisonFigure Figure, string Name)[] PaperFigures =
    [
        (ComparisonFigure.RSquared, "R²"), (ComparisonFigure.OutlierFraction, "outliers"), (ComparisonFigure.Nmad, "NMAD"),
    ];

    /// <summary>Table 1 and Fig. 2.</summary>
    public void AddMocks(IReadOnlyList<MockStamp> stamps, string data)
    {
        var truths = stamps.Select(stamp => stamp.Truth.Galaxy).ToArray();
        page.Section("table1", "Table 1 and Fig. 2: the mock galaxies").MadeBy(command, data)
            .Table(["parameter", "published range", "unit", "published distribution", "ours: mean", "sd", "range"],
                PaperNumbers.Table1.Select((row, at) =>
                {
                    var values = Array.ConvertAll(truths, truth => truth[Shown[Place(at)].Parameter]);
                    return (string[])[.. row, Numbers.Significant(values.Average(), 3),
                        Numbers.Significant(ErrorStatistics.StandardDeviation(values), 3),
                        $"{Numbers.Significant(values.Min(), 3)} to {Numbers.Significant(values.Max(), 3)}"];
                }))
            .Paragraph("Galaxies below S/N 50 inside 1.5 arcsec are drawn again, which takes the faint and large ones "
                + "away: means and spreads are those of what is left. The backgrounds are simulated, with neighbours "
                + "and noise of KiDS r; the paper lays its galaxies on real cut-outs.");
        using var sheet = PanelSheet.Draw(
            [.. Shown.Skip(2).Select(one => StepHistogram.Make(
                [("mocks", [.. truths.Select(truth => truth[one.Parameter])])], one.Label,
                truths.Min(truth => truth[one.Parameter]), truths.Max(truth => truth[one.Parameter]) + 1e-9, 40))],
            "Distributions of the mock galaxies", 3);
        page.Figure(folder.Save(sheet, "table1-distributions"), "What was drawn from the priors of Table 1.");
        using var examples = ResidualRows.Draw(
            [.. stamps.Take(2 * Examples).Select(stamp => Shell(stamp, [], []))], "Fig. 2: mock galaxies", 6, 150);
        page.Figure(folder.Save(examples, "fig02"), "Simulated r-band stamps, 61 × 61 pixels of 0.2 arcsec.");
    }

    /// <summary>Table 2 and Fig. 3.</summary>
    public void AddScores(IReadOnlyList<MockResult> results, IReadOnlyList<string> missing, string data)
    {
        page.Section("table2", "Table 2 and Fig. 3: against the truth").MadeBy(command, data);
        foreach (var text in missing)
        {
            page.Missing(text);
        }

        page.Table(["figure", "method", "x", "y", "mag", "rEff", "PA, raw", "q", "n"], Table2(results))
            .Paragraph("Published figures: 20,000 mocks on real KiDS cut-outs. PA is compared as a plain number, as "
                + "printed; modulo 180°: " + string.Join(", ", results.Select(result =>
                    $"{result.Engine} R² {Figure(result, ScoredParameter.Pa, ComparisonFigure.RSquared)}")) + ".");
        SayWhereShort(results);
        CsvFile.Write(folder.PathOf("table2.csv"), "engine,parameter,r2,outliers,nmad,bias,rms,pull_std,pull_mad",
            results.SelectMany(result => result.Scores.Parameters.Select(pair => CsvFile.Line(
                $"{result.Engine},{pair.Key.ShortName()}", pair.Value.RSquared, pair.Value.OutlierFraction,
                pair.Value.Nmad, pair.Value.Bias, pair.Value.Rms, pair.Value.PullStd, pair.Value.PullMad))));
        foreach (var result in results)
        {
            using var sheet = PanelSheet.Draw(
                [.. Shown.Select(one => Panel(result, one))], $"Fig. 3: {result.Engine} against the truth", 4);
            page.Figure(folder.Save(sheet, $"fig03-{result.Engine}"),
                $"{result.Engine} ({result.ModelId}): {result.Galaxies.Count} mocks; bars: e_s (Eq. 10) in five bins.");
        }
    }

    /// <summary>Fig. 4.</summary>
    public void AddResiduals(IReadOnlyList<MockResult> results, IReadOnlyList<MockStamp> stamps,
        IReadOnlyList<Photometry.Fitting.IFitEngine> engines)
    {
        page.Section("fig4", "Fig. 4: residuals of mocks").MadeBy(command, "the same mocks");
        var rows = Enumerable.Range(0, Math.Min(2 * Examples, stamps.Count)).Select(at => Shell(
            stamps[at],
            [.. results.Select(result => Measurement(result, at))],
            [.. results.Select((result, engine) => OnPixels(
                engines[engine].Render(result.Fits[at], stamps[at].Stamp, stamps[at].Psf), result.Fits[at],
                stamps[at]))])).ToArray();
        using var sheet = ResidualRows.Draw(rows, "Fig. 4: what each engine leaves of mock galaxies", 2, 110);
        page.Figure(folder.Save(sheet, "fig04"), "The first mocks of the sample, none chosen.");
    }

    private void SayWhereShort(IReadOnlyList<MockResult> results)
    {
        for (var network = 0; network < PaperTables.Networks.Count; network++)
        {
            var word = network == 0 ? "galnet-1" : "galnet-2";
            if (results.FirstOrDefault(result => result.Engine == word) is not { } ours)
            {
                continue;
            }

            foreach (var (figure, name) in PaperFigures)
            {
                // More is better for R² alone.
                var sign = figure == ComparisonFigure.RSquared ? 1 : -1;
                var shortOf = Shown.Where(one => ours.Scores.Parameters.TryGetValue(one.Parameter, out var score)
                    && sign * Value(score, figure) < sign * PaperTables.Table2(network, figure, one.Parameter))
                    .Select(one => one.Parameter.ShortName()).ToArray();
                page.Paragraph(shortOf.Length == 0
                    ? $"{word} reaches the published figures in every parameter: {name}."
                    : $"{word} falls short of the published figures in {string.Join(", ", shortOf)}: {name}.");
            }
        }
    }

    private static IEnumerable<string[]> Table2(IReadOnlyList<MockResult> results)
    {
        foreach (var (figure, name) in PaperFigures)
        {
            foreach (var result in results)
            {
                yield return [name, result.Engine, .. Shown.Select(one => Figure(result, one.Parameter, figure))];
            }

            for (var network = 0; network < PaperTables.Networks.Count; network++)
            {
                yield return [$"published {name}", PaperTables.Networks[network], .. Shown.Select(one =>
                    Numbers.Fixed(PaperTables.Table2(network, figure, one.Parameter), 4))];
            }
        }
    }

    private static string Figure(MockResult result, ScoredParameter parameter, ComparisonFigure figure)
        => !result.Scores.Parameters.TryGetValue(parameter, out var score) ? "-" : Numbers.Fixed(Value(score, figure), 4);

    private static double Value(ParameterScore score, ComparisonFigure figure) => figure switch
    {
        ComparisonFigure.RSquared => score.RSquared,
        ComparisonFigure.OutlierFraction => score.OutlierFraction,
        _ => score.Nmad,
    };

    private static Plot Panel(
        MockResult result, (ScoredParameter Parameter, string Label, bool IsLogarithmic) one)
    {
        var pairs = result.Galaxies.Where(galaxy => double.IsFinite(galaxy.Measured[one.Parameter])).ToArray();
        var truth = Array.ConvertAll(pairs, galaxy => galaxy.Truth[one.Parameter]);
        var measured = Array.ConvertAll(pairs, galaxy => one.Parameter == ScoredParameter.PaRaw
            ? PositionAngles.Wrap(galaxy.Measured.PaDeg) : galaxy.Measured[one.Parameter]);
        var sorted = truth.Order().ToArray();
        double[] edges = sorted.Length == 0 ? [0, 1]
            : [.. Enumerable.Range(0, 5).Select(bin => sorted[bin * sorted.Length / 5]), Math.BitIncrement(sorted[^1])];
        var bins = BinnedDifference.Of(truth, [.. measured.Zip(truth, (p, t) => p - t)], edges);
        var range = sorted.Length == 0 ? (0.1, 1) : one.IsLogarithmic
            ? (sorted[0] / 1.3, sorted[^1] * 1.3)
            : (sorted[0] - 0.05 * (sorted[^1] - sorted[0]), sorted[^1] + 0.05 * (sorted[^1] - sorted[0]));
        return new DensityPanel
        {
            Abscissa = $"true {one.Label}",
            Ordinate = $"{result.Engine} {one.Label}",
            X = truth,
            Y = measured,
            XRange = range,
            YRange = range,
            IsXLogarithmic = one.IsLogarithmic,
            IsYLogarithmic = one.IsLogarithmic,
            Bins = [.. bins.Select(bin => (bin.Centre, bin.Centre + bin.Mean, 0.0, bin.RootMeanSquare))],
            Note = $"R² {Figure(result, one.Parameter, ComparisonFigure.RSquared)}\n"
                + $"NMAD {Figure(result, one.Parameter, ComparisonFigure.Nmad)}",
        }.ToPlot();
    }

    private static ObjectMeasurement Measurement(MockResult result, int at) => new(
        result.Engine, false, double.NaN, double.NaN, result.Galaxies[at].Measured, result.Galaxies[at].Errors!.Value,
        []);

    private static ModelOnPixels OnPixels(float[] model, Photometry.Fitting.SersicFit fit, MockStamp stamp)
        => double.IsNaN(fit.Profile.Flux)
            ? new ModelOnPixels([], double.NaN, double.NaN)
            : new ModelOnPixels(model, ReducedChi2.InsideReff(
                stamp.Stamp.Pixels, model, stamp.Stamp.Width, stamp.Stamp.SkySigma, fit.Profile), double.NaN);

    private static ObjectComparison Shell(
        MockStamp stamp, IReadOnlyList<ObjectMeasurement> measurements, ModelOnPixels[] models)
    {
        IReadOnlyList<ObjectMeasurement> shown = measurements.Count > 0 ? measurements :
            [new ObjectMeasurement("", false, double.NaN, double.NaN, stamp.Truth.Galaxy, default, [])];
        return new ObjectComparison(stamp.Number, "", "", shown, new ModelComparison
        {
            Size = stamp.Stamp.Width,
            Pixels = stamp.Stamp.Pixels,
            Excluded = new byte[stamp.Stamp.Pixels.Length],
            Sky = 0,
            SkySigma = stamp.Stamp.SkySigma,
            PixelScaleArcsec = 0.2,
            NorthAngleDeg = 90,
            Parity = 1,
            Models = models,
        });
    }

    // Table 1 lists q before PA.
    private static int Place(int row) => row switch { 4 => 5, 5 => 4, _ => row };
}
