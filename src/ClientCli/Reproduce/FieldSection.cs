using GaLNet.ClientCli.Bench;
using GaLNet.ClientCli.Compare;
using GaLNet.ClientCli.Demo;
using GaLNet.ClientCli.References;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;
using GaLNet.ClientCli.Simulation;
using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Inference;
using GaLNet.Output;
using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Reproduce;

/// <summary>
/// Table 3 and Figs. 5 to 11 on a real field where there is one, else on a simulated one with chi2 as the standard.
/// </summary>
internal sealed class FieldSection(
    ComparisonReportFolder folder, HtmlPage page, string command, BenchData data, int simulatedSidePix, Terminal terminal)
{
    private const string KidsImage = "kids_wide_r/kids_r_bottom.fits.gz";
    private const string KidsReference = "kids_wide_r/sextractor_bottom.csv";

    // Gain of the reference run: 30 electrons per 1e-12 maggies.
    private const double KidsGain = 3.0e13;
    private const double KidsMinSignalToNoise = 30;

    // 17 < mag_r < 22, 0.2" < rEff < 4", q > 0.2: bright stars with a spheroid fit are none of it.
    private const string PaperCut =
        "ref_mag > 17 && ref_mag < 22 && ref_reff > 0.2 && ref_reff < 4 && ref_q > 0.2";

    /// <summary>Measures with every engine and compares.</summary>
    public async Task AddAsync(string workFolder, int pixels, CancellationToken cancellationToken)
    {
        var isReal = data.Has(KidsImage) && data.Has(KidsReference);
        page.Section("field", isReal ? "A real KiDS field" : "A simulated field").MadeBy(command, isReal
            ? $"{KidsImage} (2600 × 1300 pixels of KiDS r) and {KidsReference} (SExtractor + PSFEx)"
            : $"a simulated field of {simulatedSidePix} × {simulatedSidePix} pixels like KiDS r, with chi2 as the standard "
                + "method: no real one was found (--data)");
        var store = Path.Combine(workFolder, "field.db");
        StoreFiles.Delete(store);
        await using var session = await CatalogueSession.OpenOrCreateAsync(store, cancellationToken);
        var source = isReal
            ? new ImageSource { Path = data.File(KidsImage), ZeroPoint = 0, Gain = KidsGain, Band = "r" }
            : new ImageSource { Path = SimulatedField(workFolder, simulatedSidePix) };
        var images = await Ingestion.RunAsync(session, [source], null, terminal, cancellationToken);
        var engines = await MeasureAsync(session, images[0], isReal, cancellationToken);
        string reference = EngineNames.Chi2;
        if (isReal)
        {
            reference = "sextractor";
            await new ReferenceLoader(session, terminal).LoadAsync(new ReferenceRequest
            {
                Paths = [data.File(KidsReference)],
                Format = "sextractor",
                Unmatched = Path.Combine(workFolder, "sextractor.unmatched.csv"),
            }, cancellationToken);
        }
        else if (engines.Count < 2)
        {
            page.Missing("Only chi2 could measure the field: there is no second method to compare it with.");
            return;
        }

        await CompareAsync(session, reference, isReal, pixels, cancellationToken);
    }

    private async Task<IReadOnlyList<string>> MeasureAsync(
        CatalogueSession session, ImageInfo image, bool isReal, CancellationToken cancellationToken)
    {
        var done = new List<string>();
        // chi2 last: where it is the standard its fits are the current ones.
        foreach (var engine in EngineNames.All.OrderBy(word => word == EngineNames.Chi2))
        {
            try
            {
                var settings = new MeasureSettings
                {
                    Engine = engine,
                    MinSignalToNoise = isReal ? KidsMinSignalToNoise : new MeasureSettings().MinSignalToNoise,
                };
                await TileWork.RunAsync(
                    session, image.Tiles, (tile, token) => tile.Process(settings, token), terminal, cancellationToken);
                done.Add(engine);
            }
            catch (Exception exception) when (exception is InputException or CommandFailedException or ModelException)
            {
                page.Missing($"{engine} did not measure the field: {exception.Message}");
            }
        }

        return done;
    }

    private async Task CompareAsync(
        CatalogueSession session, string reference, bool isReal, int pixels, CancellationToken cancellationToken)
    {
        var source = await ComparisonSource.OpenAsync(session, reference, [], null, cancellationToken);
        // SExtractor's stars have spheroid fits too, and its index sticks at its bounds.
        var cut = ObjectExpression.Parse(isReal
            ? $"sn > 30 && ref_n > 0.6 && ref_n < 8 && {PaperCut}"
            : $"sn > 50 && ref_n > 0.1 && ref_n < 8 && {PaperCut}");
        var comparisons = new List<EngineComparison>();
        foreach (var engine in source.Engines)
        {
            var columns = (await source.ReadAsync(engine, terminal, cancellationToken)).Where(cut);
            if (columns.Count >= ComparisonScore.Fewest)
            {
                comparisons.Add(EngineComparison.Make(engine, columns, Binning.Default, () => { }, cancellationToken));
            }
            else
            {
                page.Missing($"{engine} answered for {columns.Count} of these galaxies (a network gives no numbers where "
                    + "the pixels are not of its kind) and is left out.");
            }
        }

        if (comparisons.Count == 0)
        {
            page.Missing($"No galaxy was measured by both {reference} and an engine of ours.");
            return;
        }

        page.Paragraph($"Galaxies of the paper's cuts (17 < mag < 22, 0.2″ < rEff < 4″, q > 0.2, "
            + (isReal ? "but S/N > 30 and 0.6 < n < 8 in the reference" : "0.1 < n < 8, S/N > 50")
            + "): " + string.Join(", ", comparisons.Select(one => $"{one.Engine} {one.Columns.Count}")) + ".");
        ComparisonReportFolder.AddTables(page, comparisons, Binning.Default);
        SayWhichIsBetter(comparisons);
        folder.AddDiagrams(page, reference, comparisons);
        folder.AddPixels(page, pixels == 0 ? null : await PixelSample.CollectAsync(
            session, comparisons, reference, pixels, terminal, cancellationToken));
    }

    private void SayWhichIsBetter(IReadOnlyList<EngineComparison> comparisons)
    {
        var one = comparisons.FirstOrDefault(comparison => comparison.Engine == EngineNames.GaLNet1);
        var two = comparisons.FirstOrDefault(comparison => comparison.Engine == EngineNames.GaLNet2);
        if (one is null || two is null)
        {
            page.Missing("Whether GaLNet-2 beats GaLNet-1 on real galaxies cannot be said: both are needed.");
            return;
        }

        var better = ComparedParameters.All.Where(parameter
            => two.Of(parameter)[ComparisonFigure.Nmad] < one.Of(parameter)[ComparisonFigure.Nmad]).ToArray();
        page.Paragraph($"galnet-2 has the smaller NMAD in {better.Length} of {ComparedParameters.All.Count} columns: "
            + $"{string.Join(", ", better.Select(parameter => parameter.ShortName()))}.");
    }

    private static string SimulatedField(string workFolder, int sidePix)
        => FieldFiles.Write(DemoField.Make(sidePix), DemoField.Centre.RaDeg, DemoField.Centre.DecDeg, workFolder).Image;
}
