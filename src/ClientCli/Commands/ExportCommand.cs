using System.CommandLine;
using GaLNet.ClientCli.Catalogue;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;

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
        "FILE");

    public ExportCommand(Terminal terminal)
        : base("export", "Write the catalogue, or some of its tiles, as FITS or CSV.", terminal)
    {
        Add(_tiles);
        Add(_images);
        AddCatalogue();
        Add(_out);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "galnet export --out everything.fits",
        "galnet export 8/432101 --store survey.db --out tile.csv",
    ];

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var path = arguments.GetRequiredValue(_out);
        CatalogueExport.Check(path);
        await using var session = await OpenAsync(arguments, cancellationToken);
        var tiles = await Tiles.ResolveAsync(session, arguments.GetValue(_tiles) ?? [], cancellationToken);
        var images = await Images.ResolveAsync(session, arguments.GetValue(_images) ?? [], cancellationToken);
        var rows = await CatalogueExport.RowsAsync(session, tiles, images, cancellationToken);
        CatalogueExport.Write(path, rows);
        Terminal.Out.WriteLine($"{path}: {rows.Count} rows");
        return ExitCode.Ok;
    }
}
