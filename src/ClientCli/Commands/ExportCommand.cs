using System.CommandLine;
using GaLNet.ClientCli.Catalogue;
using GaLNet.ClientCli.Output;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;
using GaLNet.Sky.Healpix;

namespace GaLNet.ClientCli.Commands;

/// <summary><c>galnet export</c>: writes the catalogue as it is now.</summary>
internal sealed class ExportCommand : CatalogueVerb
{
    private readonly Argument<string[]> _tiles = new("TILE")
    {
        Description = "Tiles to export, e.g. 8/432101; all when none is named.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> _images = new("--image")
    {
        Description = "Only measurements on this image (its id or the start of it); may be given several times.",
        HelpName = "IMAGE_ID",
    };

    private readonly Option<string> _out = CommonOptions.Out(
        "Catalogue to write: .fits, .csv (also .ecsv, .vot, .parquet); a .ReadMe beside it explains its columns.",
        "FILE", required: false);

    private readonly Option<string?> _moc = new("--moc")
    {
        Description = "Write the processed sky as a MOC: .fits (NUNIQ), else ASCII.",
        HelpName = "FILE",
    };

    public ExportCommand(Terminal terminal)
        : base("export", "Write the catalogue, or some of its tiles; and the sky that it covers.", terminal)
    {
        Add(_tiles);
        Add(_images);
        AddCatalogue();
        Add(_out);
        Add(_moc);
        Validators.Add(result =>
        {
            if (result.GetValue(_out) is null && result.GetValue(_moc) is null)
            {
                result.AddError("name what to write: --out FILE for the catalogue, --moc FILE for the sky it covers.");
            }
        });
    }

    public override IReadOnlyList<string> Examples =>
    [
        "galnet export --out everything.fits",
        "galnet export 8/432101 --store survey.db --out tile.csv",
        "galnet export --store survey.db --moc processed.fits   # the sky that was looked at",
    ];

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var path = arguments.GetValue(_out);
        if (path is not null)
        {
            CatalogueExport.Check(path);
        }

        await using var session = await OpenAsync(arguments, cancellationToken);
        var tiles = await Tiles.ResolveAsync(session, arguments.GetValue(_tiles) ?? [], cancellationToken);
        var images = await Images.ResolveAsync(session, arguments.GetValue(_images) ?? [], cancellationToken);
        if (path is not null)
        {
            var rows = await CatalogueExport.RowsAsync(session, tiles, images, cancellationToken);
            CatalogueExport.Write(path, rows);
            Terminal.Out.WriteLine($"{path}: {rows.Count} rows");
        }

        if (arguments.GetValue(_moc) is { } mocPath)
        {
            var sky = await ProcessedSky.OfAsync(session, tiles, images, cancellationToken);
            MocFile.Write(mocPath, sky);
            var squareDegrees = sky.SkyFraction * 4 * Math.PI * Math.Pow(180 / Math.PI, 2);
            Terminal.Out.WriteLine($"{mocPath}: {Numbers.Significant(squareDegrees, 4)} square degrees");
        }

        return ExitCode.Ok;
    }
}
