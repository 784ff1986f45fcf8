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
        var field = await Task.Run(DemoField.Make, cancellationToken);
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
        var rows = await MeasureAsync(session, files.Image, cancellationToken);
        CatalogueExport.Write(In("catalogue.fits"), rows);
        Terminal.Out.WriteLine();
        CatalogueTable.Write([.. rows.Where(row => double.IsFinite(row.N))], HeadRows, Terminal.Out);
        Terminal.Out.WriteLine();
        var settings = new MeasureSettings();
        var comparison = TruthComparison.Of(rows, DemoField.TruthOf(field, wcs), settings.MinSignalToNoise);
        ComparisonReport.Write(comparison, settings.MinSignalToNoise, Terminal.Out);

        DemoPictures.DrawField(field, wcs, rows, In("field.png"));
        await DemoPictures.DrawTriptychsAsync(session, rows, In("triptychs.png"), cancellationToken);
        ComparisonReport.Draw(
            comparison, $"Measured against true: {comparison.Matched.Count} galaxies of the simulated field",
            In("measured-vs-true.png"));
        SayWhatNext(folder, store, rows, clock.Elapsed.TotalSeconds);
        return ExitCode.Ok;
    }

    private async Task<IReadOnlyList<CatalogueRow>> MeasureAsync(
        CatalogueSession session, string image, CancellationToken cancellationToken)
    {
        var source = new ImageSource { Path = Path.GetFullPath(image) };
        var images = await Ingestion.RunAsync(session, [source], null, Terminal, cancellationToken);
        var clock = Stopwatch.StartNew();
        var statuses = await TileWork.RunAsync(
            session, images[0].Tiles, (tile, token) => tile.Process(new MeasureSettings(), token), Terminal,
            cancellationToken);
        WorkSummary.Write(statuses, clock.Elapsed.TotalSeconds, Terminal.Out);
        return await CatalogueExport.RowsAsync(
            session, images[0].Tiles, new HashSet<string> { images[0].ImageId }, cancellationToken);
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
        }

        output.WriteLine($"  {galnet} plot {Path.Combine(folder, "catalogue.fits")} --out sizes.png");
        output.WriteLine($"  {galnet} measure YOUR_IMAGE.fits --out catalogue.fits");
    }
}
