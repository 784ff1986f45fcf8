using System.CommandLine;
using System.Diagnostics;
using GaLNet.ClientCli.Catalogue;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;

namespace GaLNet.ClientCli.Commands;

/// <summary><c>galnet measure</c>: the whole pipeline, from images to a catalogue file.</summary>
internal sealed class MeasureCommand : Verb
{
    private readonly CalibrationOptions _images = new();
    private readonly CatalogInputOptions _catalog = new();
    private readonly MeasureOptions _settings = new();
    private readonly CatalogueOptions _catalogue = new();
    private readonly Option<string> _out = CommonOptions.Out(
        "Catalogue to write: .fits, .csv (also .ecsv, .vot, .parquet); a .ReadMe beside it explains its columns.",
        "FILE");

    public MeasureCommand(Terminal terminal)
        : base("measure", "From survey images to a catalogue: register, find, model the PSF, fit, write.", terminal)
    {
        _images.AddTo(this);
        _catalog.AddTo(this);
        _settings.AddTo(this);
        _catalogue.AddTo(this);
        Add(_out);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "galnet measure r.fits --out catalogue.fits",
        "galnet measure r.fits --weight r.weight.fits --mask r.mask.fits --store survey.db --out r.csv",
        "galnet measure r.fits --psf r.psf --out r.csv",
        "galnet measure r.fits --catalog sources.csv --columns ra=RAJ2000,dec=DEJ2000,mag=rmag --out c.fits",
        "galnet measure r.fits --zero-point 27 --gain 4.5 --band r --min-sn 20 --out c.fits   # header silent",
    ];

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var path = arguments.GetRequiredValue(_out);
        CatalogueExport.Check(path);
        var target = _catalogue.Read(arguments);
        var sources = Ingestion.Check(_images.Read(arguments), target);
        var catalog = _catalog.Read(arguments);
        await using var session = await CatalogueSession.OpenOrCreateAsync(
            target, Terminal, cancellationToken);
        var images = await Ingestion.RunAsync(session, sources, catalog, Terminal, cancellationToken);
        var tiles = images.SelectMany(image => image.Tiles).Distinct().Order(StringComparer.Ordinal).ToArray();
        var settings = _settings.Read(arguments);
        var clock = Stopwatch.StartNew();
        var statuses = await TileWork.RunAsync(
            session, tiles, (tile, token) => tile.Process(settings, token), Terminal, cancellationToken);
        WorkSummary.Write(statuses, clock.Elapsed.TotalSeconds, Terminal.Out);
        WorkSummary.WriteNetworks(await session.InferenceAsync(cancellationToken), Terminal.Out);
        var rows = await CatalogueExport.RowsAsync(
            session, tiles, images.Select(image => image.ImageId).ToHashSet(), cancellationToken);
        CatalogueExport.Write(path, rows);
        Terminal.Out.WriteLine($"{path}: {rows.Count} rows");
        return ExitCode.Ok;
    }
}
