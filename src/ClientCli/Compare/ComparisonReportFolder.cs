using GaLNet.ClientCli.Pictures;
using GaLNet.Output;
using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Compare;

/// <summary>
/// Writes a comparison: one self-contained page, every number as CSV and JSON, every picture as PNG and SVG.
/// </summary>
internal sealed class ComparisonReportFolder(string folder, string command)
{
    /// <summary>Everything.</summary>
    public void Write(
        string reference, string described, IReadOnlyList<EngineComparison> engines, IReadOnlyList<Binning> binnings,
        PixelSample? pixels)
    {
        Directory.CreateDirectory(folder);
        ComparisonFiles.WriteCsv(engines, folder);
        WholeFile.Write(Path.Combine(folder, "comparison.json"), stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true);
            JsonText.Write(ComparisonFiles.Json(reference, engines), writer);
        });
        var page = new HtmlPage($"Compared with {reference}");
        page.Paragraph(described).MadeBy(command, $"{engines.Max(engine => engine.Columns.Count)} matched galaxies")
            .Paragraph("Plain tables beside this page: scores.csv, budget.csv, fig05.csv, fig06.csv, fig10.csv; all "
                + "numbers: comparison.json; every picture as PNG and SVG.");
        AddTables(page, engines, binnings);
        AddDiagrams(page, reference, engines);
        AddPixels(page, pixels);
        page.Save(Path.Combine(folder, "index.html"));
    }

    /// <summary>Tables of scores, bins and the error budget.</summary>
    public static void AddTables(
        HtmlPage page, IReadOnlyList<EngineComparison> engines, IReadOnlyList<Binning> binnings)
    {
        page.Section("table3", "Table 3: agreement")
            .Paragraph("R², outlier fraction (|p − t|/(1 + t) > 0.15) and NMAD as GaLNet I defines them (Eqs. 7–9), "
                + "with half the central 68 % of a bootstrap over galaxies (both ends: scores.csv). PA is compared as a "
                + "plain number (raw, as printed) and "
                + "modulo 180°; R² of (cos 2PA, sin 2PA): "
                + string.Join(", ", engines.Select(engine =>
                    $"{engine.Engine} {Numbers.Fixed(engine.PaDoubleAngleRSquared, 4)}")) + ".")
            .Table(ScoreTables.Headings, ScoreTables.Table3(engines))
            .Paragraph("The published figures compare 25,000 KiDS galaxies with 2DPHOT; their q and PA columns look "
                + "exchanged (Table 2's q and PA figures stand in each other's place) and are shown as printed.")
            .Heading("Bias, scatter and pulls")
            .Paragraph("Differences are ours minus the reference's; pulls are in units of the joint stated error.")
            .Table(ScoreTables.Headings, ScoreTables.Differences(engines));
        page.Section("bins", "In bins");
        foreach (var binning in binnings)
        {
            page.BeginDetails($"in bins of {binning.Name}")
                .Table(ScoreTables.BinHeadings, ScoreTables.InBins(engines, binning.Name)).EndDetails();
        }

        page.Section("budget", "Error budget")
            .Paragraph("Robust scatter of the differences, what the stated errors alone would give, and what is left: "
                + "sqrt(scatter² − explained²), the part that neither error knows of (model mismatch, neighbours, "
                + "different pixels).")
            .Table(ScoreTables.BudgetHeadings, ScoreTables.Budget(engines));
    }

    /// <summary>Figs. 5 and 6.</summary>
    public void AddDiagrams(HtmlPage page, string reference, IReadOnlyList<EngineComparison> engines)
    {
        page.Section("fig5", "Fig. 5: one to one");
        foreach (var engine in engines)
        {
            using var sheet = ComparisonPlots.OneToOneSheet(engine, reference);
            page.Figure(Save(sheet, $"fig05-{engine.Engine}"),
                $"{engine.Engine} against {reference}. Bars: e_s (Eq. 10) in five equally full bins; labels: e_s for mag, "
                + "relative for the others.");
        }

        CsvFile.Write(Path.Combine(folder, "fig05.csv"), "engine,parameter,from,to,count,mean,bias,e_s",
            from engine in engines
            from parameter in ComparedParameters.All
            from bin in engine.EqualBins[parameter]
            select CsvFile.Line($"{engine.Engine},{parameter.ShortName()}", bin.From, bin.To, bin.Count, bin.Centre,
                bin.Mean, bin.RootMeanSquare));
        page.Section("fig6", "Fig. 6: trends of size and index");
        foreach (var engine in engines)
        {
            using var sheet = ComparisonPlots.TrendSheet(engine, reference);
            page.Figure(Save(sheet, $"fig06-{engine.Engine}"),
                $"{engine.Engine}: ΔrEff/rEff and Δn/n against {reference}'s mag and rEff, |Δ| ≤ 1. Thick: error of the "
                + "mean; thin: standard deviation.");
        }

        CsvFile.Write(Path.Combine(folder, "fig06.csv"),
            "engine,against,parameter,from,to,count,centre,mean,error_of_mean,deviation",
            from engine in engines
            from trend in engine.Trends
            from bin in trend.Bins
            select CsvFile.Line(
                $"{engine.Engine},{trend.Against.ShortName()},{trend.Parameter.ShortName()}", bin.From, bin.To,
                bin.Count, bin.Centre, bin.Mean, bin.ErrorOfMean, bin.Deviation));
    }

    /// <summary>Figs. 7 to 11.</summary>
    public void AddPixels(HtmlPage page, PixelSample? pixels)
    {
        page.Section("fig10", "Fig. 10: χ² on the same pixels");
        if (pixels is null || pixels.Random.Count == 0)
        {
            page.Missing("No pixels were looked at (--pixels 0, or the images cannot be read): Figs. 7 to 11 are not "
                + "there.");
            return;
        }

        using (var sheet = ComparisonPlots.Chi2Sheet(pixels.Random))
        {
            page.Figure(Save(sheet, "fig10"),
                $"Reduced χ² (Eq. 11: background noise alone, 7 parameters) of {pixels.Random.Count} galaxies drawn at "
                + "random; every model on the same pixels with the same sky and neighbours. Not defined where rEff holds "
                + "seven pixels or fewer.");
        }

        var names = pixels.Random.SelectMany(one => one.Measurements.Select(m => m.By)).Distinct().ToArray();
        page.Table(["method", "N", "median χ², own rEff", "median χ², common aperture", "share above 2"],
            names.Select(name =>
            {
                double[] Values(bool common) => [.. pixels.Random
                    .Select(one => ComparisonPlots.Chi2Of(one, name, common)).Where(double.IsFinite)];
                var own = Values(false);
                return (string[])[name, $"{own.Length}", Numbers.Fixed(ErrorStatistics.Median(own), 3),
                    Numbers.Fixed(ErrorStatistics.Median(Values(true)), 3),
                    own.Length == 0 ? "-" : $"{100.0 * own.Count(value => value > 2) / own.Length:F1} %"];
            }));
        CsvFile.Write(Path.Combine(folder, "fig10.csv"), "galaxy_id,method,chi2_own_reff,chi2_common",
            pixels.Random.SelectMany(one => one.Measurements.Select(m => CsvFile.Line(
                $"{one.GalaxyId},{m.By}", ComparisonPlots.Chi2Of(one, m.By, false),
                ComparisonPlots.Chi2Of(one, m.By, true)))));
        page.Section("mosaics", "Figs. 7, 8, 9, 11: residuals");
        foreach (var (file, title, what, galaxies) in pixels.Mosaics)
        {
            if (galaxies.Count == 0)
            {
                page.Heading(title).Missing($"No galaxy qualifies: {what}.");
                continue;
            }

            using var sheet = ResidualRows.Draw(galaxies, title, 2, 104);
            page.Heading(title).Figure(Save(sheet, file), $"{what}.");
        }
    }

    /// <summary>A file in the folder.</summary>
    public string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>Saves as PNG and SVG; returns the PNG.</summary>
    public byte[] Save(Sheet sheet, string name)
    {
        sheet.Save(Path.Combine(folder, name + ".svg"));
        var png = sheet.ToPng();
        WholeFile.Write(Path.Combine(folder, name + ".png"), stream => stream.Write(png));
        return png;
    }
}
