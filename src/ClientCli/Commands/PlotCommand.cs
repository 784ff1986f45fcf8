using System.CommandLine;
using GaLNet.ClientCli.Catalogue;
using GaLNet.ClientCli.Pictures;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Sky.Tables;

namespace GaLNet.ClientCli.Commands;

/// <summary><c>galnet plot</c>: a catalogue or a tile as a picture.</summary>
internal sealed class PlotCommand : CatalogueVerb
{
    private readonly Argument<string> _what = new("CATALOG|TILE")
    {
        Description = "An exported catalogue (.fits, .csv), or a tile ORDER/INDEX of the store.",
    };

    private readonly Option<string?> _kind = new("--kind")
    {
        Description = "sizes: size, index, axis ratio and numbers against magnitude; residuals: a mosaic of what the "
            + "models leave over (tiles only). Default: sizes for a catalogue, residuals for a tile.",
    };

    private readonly Option<int> _count = SimulateOptions.Whole(
        "--count", "Galaxies in a mosaic, worst fits first.", 40, 1, 400);
    private readonly Option<string> _out = CommonOptions.Out("Picture to write.", "PNG");

    public PlotCommand(Terminal terminal)
        : base("plot", "Draw a catalogue (sizes, magnitudes) or a tile (residual mosaic).", terminal)
    {
        _kind.AcceptOnlyFromAmong("sizes", "residuals");
        Add(_what);
        Add(_kind);
        Add(_count);
        AddCatalogue();
        Add(_out);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "galnet plot catalogue.fits --out sizes.png",
        "galnet plot 8/432101 --out residuals.png",
        "galnet plot 8/432101 --kind sizes --out sizes.png",
    ];

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var (what, png) = (arguments.GetRequiredValue(_what), arguments.GetRequiredValue(_out));
        if (File.Exists(what) || !Tiles.IsTile(what))
        {
            if (arguments.GetValue(_kind) == "residuals")
            {
                throw new CommandFailedException(
                    "a mosaic of residuals needs pixels: name a tile of the store, not an exported catalogue.");
            }

            DrawCatalogue(what, png);
        }
        else
        {
            await DrawTileAsync(what, png, arguments, cancellationToken);
        }

        Terminal.Note(png);
        return ExitCode.Ok;
    }

    private static void DrawCatalogue(string path, string png)
    {
        using var table = Table.Open(path);
        var n = table.Doubles("n");
        SizeMagnitude.Save(
            table.Doubles("mag"), table.Doubles("reff"), table.Doubles("q"), n,
            $"{Path.GetFileName(path)}: {n.Count(double.IsFinite)} measured galaxies", png);
    }

    private async Task DrawTileAsync(string what, string png, ParseResult arguments,
        CancellationToken cancellationToken)
    {
        await using var session = await OpenAsync(arguments, cancellationToken);
        var tile = (await Tiles.ResolveAsync(session, [what], cancellationToken))[0];
        var rows = (await session.Tile(tile).GetPage(cancellationToken)).Rows()
            .Where(row => double.IsFinite(row.N)).ToArray();
        if (rows.Length == 0)
        {
            throw new CommandFailedException($"tile {tile} has no measured galaxies yet: run 'galnet process {tile}'.");
        }

        if (arguments.GetValue(_kind) == "sizes")
        {
            SizeMagnitude.Save(
                Column(rows, row => row.Mag), Column(rows, row => row.ReffArcsec), Column(rows, row => row.Q),
                Column(rows, row => row.N), $"Tile {tile}: {rows.Length} measured galaxies", png);
            return;
        }

        var panels = new List<StampPanel>();
        foreach (var row in rows.OrderByDescending(row => row.Chi2).Take(arguments.GetValue(_count)))
        {
            if (await StampPanels.OfAsync(
                session, tile, StampCaption.Short(row), row.GalaxyId, row.ImageId, cancellationToken) is { } panel)
            {
                panels.Add(panel);
            }
        }

        ResidualMosaic.Save(
            panels, $"Tile {tile}: residuals of {panels.Count} of {rows.Length} galaxies, worst first", png);
    }

    private static double[] Column(CatalogueRow[] rows, Func<CatalogueRow, double> value)
        => Array.ConvertAll(rows, row => value(row));
}
