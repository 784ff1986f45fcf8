using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using GaLNet.ClientCli.Catalogue;
using GaLNet.ClientCli.Comparison;
using GaLNet.ClientCli.Demo;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;
using GaLNet.ClientCli.Simulation;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Inference;
using GaLNet.Sky.Fits;
using GaLNet.Sky.Wcs;

namespace GaLNet.ClientCli.Commands;

/// <summary>
/// <c>galnet demo</c>: simulates a field, runs the whole pipeline on it, and compares with the truth.
/// </summary>
internal sealed class DemoCommand : Verb
{
    private const int HeadRows = 10;
    private readonly Option<string> _out = new("--out", "-o")
    {
        Description = "Folder to write into.",
        DefaultValueFactory = _ => "./galnet-demo",
        HelpName = "DIR",
    };

    public DemoCommand(Terminal terminal)
        : base("demo", "Simulate a small survey field, measure it, and compare with the truth (under a minute).",
            terminal)
        => Add(_out);

    public override IReadOnlyList<string> Examples => ["galnet demo", "galnet demo --out /tmp/demo"];

    public override string WhenStopped => "stopped; the same command starts the demo afresh.";

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var folder = SimulateOptions.Folder(arguments.GetRequiredValue(_out));
        string In(string name) => Path.Combine(folder, name);
        Terminal.Note("simulating a field …");
        var field = await Task.Run(() => DemoField.Make(), cancellationToken);
        var files = FieldFiles.Write(field, DemoField.Centre.RaDeg, DemoField.Centre.DecDeg, folder);
        CelestialWcs wcs;
        using (var image = FitsFile.Open(files.Image))
        {
            wcs = CelestialWcs.FromHeader(image.Image().Header);
        }

        var store = In("demo.db");
        StoreFiles.Delete(store);
        Terminal.Note("measuring it …");
        await using var session = await CatalogueSession.OpenOrCreateAsync(store, cancellationToken);
        var (rows, runs) = await MeasureAsync(session, files.Image, cancellationToken);
        CatalogueExport.Write(In("catalogue.fits"), rows);
        Terminal.Out.WriteLine();
        CatalogueTable.Write([.. rows.Where(row => double.IsFinite(row.N))], HeadRows, Terminal.Out);
        Terminal.Out.WriteLine();
        var limit = new MeasureSettings().MinSignalToNoise;
        var truth = DemoField.TruthOf(field, wcs).ToArray();
        var comparison = TruthComparison.Of(rows, truth, limit);
        ComparisonReport.Write(comparison, limit, Terminal.Out);
        if (runs.Count > 1)
        {
            Terminal.Out.WriteLine();
            ComparisonReport.WriteSideBySide(
                [.. runs.Select(run => (run.Engine, TruthComparison.Of(run.Rows, truth, limit), run.Milliseconds))],
                Terminal.Out);
        }

        DemoPictures.DrawField(field, wcs, rows, In("field.png"));
        await DemoPictures.DrawTriptychsAsync(session, rows, In("triptychs.png"), cancellationToken);
        ComparisonReport.Draw(
            comparison, $"Measured against true: {comparison.Matched.Count} galaxies of the simulated field",
            In("measured-vs-true.png"));
        SayWhatNext(folder, store, rows, clock.Elapsed.TotalSeconds);
        return ExitCode.Ok;
    }

    // The network last: the catalogue is its own then, and what χ² said is kept beside it.
    private async Task<(IReadOnlyList<CatalogueRow> Catalogue, IReadOnlyList<DemoRun> Runs)> MeasureAsync(
        CatalogueSession session, string image, CancellationToken cancellationToken)
    {
        var source = new ImageSource { Path = Path.GetFullPath(image) };
        var images = await Ingestion.RunAsync(session, [source], null, Terminal, cancellationToken);
        var runs = new List<DemoRun> { await DemoRun.OfAsync(
            session, images[0].Tiles, EngineNames.Chi2, Terminal, cancellationToken) };
        if (await session.Models.GetActive(EngineNames.GaLNet2, cancellationToken) is null)
        {
            Terminal.Note($"no network {EngineNames.GaLNet2} came with this build: {EngineNames.Chi2} alone.");
        }
        else
        {
            runs.Insert(0, await DemoRun.OfAsync(
                session, images[0].Tiles, EngineNames.GaLNet2, Terminal, cancellationToken));
        }

        var rows = await CatalogueExport.RowsAsync(
            session, images[0].Tiles, new HashSet<string> { images[0].ImageId }, cancellationToken);
        return (rows, runs);
    }

    private void SayWhatNext(string folder, string store, IReadOnlyList<CatalogueRow> rows, double seconds)
    {
        var output = Terminal.Out;
        var galnet = Environment.GetEnvironmentVariable("GALNET_COMMAND") ?? "galnet";
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Done in {seconds:F1} s. In {folder}:"));
        output.WriteLine("  field.fits field_truth.csv   the simulated image and the truth");
        output.WriteLine("  catalogue.fits               everything found, one row each");
        output.WriteLine("  catalogue.ReadMe             its columns, with units");
        output.WriteLine("  field.png                    the field with what was found");
        output.WriteLine("  triptychs.png                image | model | residual");
        output.WriteLine("  measured-vs-true.png         every parameter against the truth");
        output.WriteLine("Next:");
        var galaxy = rows.FirstOrDefault(row => double.IsFinite(row.N));
        if (galaxy.Tile is not null)
        {
            output.WriteLine($"  {galnet} galaxy {galaxy.GalaxyId} --store {store} --plot galaxy.png");
            output.WriteLine($"  {galnet} tile {galaxy.Tile} --store {store}");
            output.WriteLine($"  {galnet} psf {galaxy.Tile} --store {store} --plot psf.png");
            output.WriteLine($"  {galnet} models show --store {store}");
            output.WriteLine($"  {galnet} process --engine {EngineNames.Hybrid} --store {store}");
        }

        output.WriteLine($"  {galnet} plot {Path.Combine(folder, "catalogue.fits")} --out sizes.png");
        output.WriteLine($"  {galnet} measure YOUR_IMAGE.fits --out catalogue.fits");
    }
}
