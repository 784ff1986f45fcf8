using GaLNet.ClientCli.Compare;
using GaLNet.ClientCli.Pictures;
using GaLNet.Output;
using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Statistics;
using GaLNet.Sky.Tables;
using ScottPlot;

namespace GaLNet.ClientCli.Reproduce;

/// <summary>Fig. 12: what wrong priors do, from the figures of 'galnet-train study priors'.</summary>
internal static class PriorsSection
{
    private const string Figures = "figures.csv";
    private const int Draws = 40_000;

    private static readonly (string Name, ScoredParameter Parameter, string Label, double From, double To)[] Shown =
    [
        ("reff", ScoredParameter.Reff, "rEff / arcsec", 0.2, 4), ("n", ScoredParameter.Index, "n", 0.1, 8),
    ];

    private static readonly string[] Statistics = ["r2", "outliers", "nmad", "bias"];

    private static readonly (string Name, MockPriors Priors)[] Samples =
    [
        ("Table 1", MockPriors.Paper), ("peaks +30 %", MockPriors.PeaksMoved(1.3)),
        ("peaks +50 %", MockPriors.PeaksMoved(1.5)), ("flat", MockPriors.FlatSizeAndIndex),
    ];

    /// <summary>True when a folder holds a study.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, Figures));

    /// <summary>Draws the samples and what each training makes of the paper's.</summary>
    /// <param name="page">The page.</param>
    /// <param name="folder">Where pictures go.</param>
    /// <param name="command">What the page is made by.</param>
    /// <param name="study">Folder of the study; null = none.</param>
    /// <param name="isOfModels">True when it is the one that comes with the networks.</param>
    public static void Add(HtmlPage page, ComparisonReportFolder folder, string command, string? study, bool isOfModels)
    {
        page.Section("fig12", "Fig. 12: other priors");
        using (var sheet = PanelSheet.Draw([.. Shown.Select(Distributions)], "Fig. 12, top: the samples trained on", 2))
        {
            page.Figure(folder.Save(sheet, "fig12-samples"),
                "Both distributions are changed at the same time; the S/N limit of the mocks comes on top.");
        }

        if (study is null)
        {
            page.Missing("No study of priors is there, since each prior takes a training: 'galnet-train study priors --out "
                + "study' makes one (minutes), and --study study shows it here.");
            return;
        }

        var path = Path.Combine(study, Figures);
        using var table = Table.Open(path);
        var rows = StudyRow.Read(table);
        string[] names = [.. rows.Select(row => row.Engine).Distinct()];
        page.MadeBy(command, isOfModels
            ? "the study that comes with the networks, as 'galnet-train study priors --out DIR' wrote it" : path);
        using (var sheet = PanelSheet.Draw(
            [.. Shown.SelectMany(one => names.Select(name => Panel(rows, one, name)))],
            "Fig. 12: GaLNet-2 trained on other samples, measured on that of Table 1", names.Length))
        {
            page.Figure(folder.Save(sheet, "fig12"),
                $"Means of five equally full intervals of the true value with e_s (Eq. 10); trainings of "
                + $"{string.Join(", ", rows.Select(row => row.Model).Distinct())}, far smaller than the shipped networks'. The "
                + "paper compares with 2DPHOT's values of real galaxies, this with the truth of mocks.");
        }

        page.Table(["training", "rEff: R²", "outliers", "NMAD", "bias", "n: R²", "outliers", "NMAD", "bias"],
            names.Select(name => (string[])
            [
                name, .. Shown.SelectMany(one => Statistics.Select(
                    statistic => Numbers.Significant(StudyRow.Value(rows, name, one.Name, "all", statistic), 3))),
            ]))
            .Paragraph("The paper finds 30 % harmless but for n > 4, severe systematics in n for 50 %, and a spurious excess of n "
                + "between 4 and 6 for flat priors.");
    }

    private static Plot Distributions((string Name, ScoredParameter Parameter, string Label, double From, double To) one)
        => StepHistogram.Make(
            [.. Samples.Select(sample =>
            {
                var random = new RandomStream(12, 0);
                return (sample.Name, (IReadOnlyList<double>)[.. Enumerable.Range(0, Draws).Select(
                    _ => sample.Priors.Draw(random)[one.Parameter])]);
            })],
            one.Label, one.From, one.To, 40);

    private static Plot Panel(
        IReadOnlyList<StudyRow> rows, (string Name, ScoredParameter Parameter, string Label, double From, double To) one,
        string name)
    {
        var groups = rows.Where(row => row.Engine == name && row.Parameter == one.Name && row.Group != "all"
            && row.Statistic == "mean_truth").Select(row => row.Group).ToArray();
        double Of(string group, string statistic) => StudyRow.Value(rows, name, one.Name, group, statistic);
        return new DensityPanel
        {
            Abscissa = $"true {one.Label}",
            Ordinate = $"{name}: {one.Label}",
            X = [],
            Y = [],
            XRange = (one.From, one.To),
            YRange = (one.From, one.To),
            Bins = [.. groups.Select(group => (
                Of(group, "mean_truth"), Of(group, "mean_measured"), 0.0, Of(group, "e_s")))],
            Note = $"R² {Numbers.Fixed(Of("all", "r2"), 4)}\nNMAD {Numbers.Fixed(Of("all", "nmad"), 4)}",
        }.ToPlot();
    }
}
