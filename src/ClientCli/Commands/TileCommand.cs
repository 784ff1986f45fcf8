using System.CommandLine;
using GaLNet.ClientCli.Catalogue;
using GaLNet.ClientCli.Output;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;

namespace GaLNet.ClientCli.Commands;

/// <summary><c>galnet tile</c>: one tile and its sources, from the tile's page; no galaxy is woken up for it.</summary>
internal sealed class TileCommand : CatalogueVerb
{
    private readonly Argument<string> _tile = new("TILE") { Description = "ORDER/INDEX, e.g. 8/432101." };
    private readonly Option<bool> _all = RowOptions.All();
    private readonly Option<bool> _rebuild = new("--rebuild")
    {
        Description = "Rebuild the tile's page from its galaxies first, and say how much differed.",
    };

    private readonly Option<bool> _json = CommonOptions.Json();

    public TileCommand(Terminal terminal)
        : base("tile", "One tile: what it is doing, and its sources.", terminal)
    {
        Add(_tile);
        Add(_all);
        Add(_rebuild);
        Add(_json);
        AddCatalogue();
    }

    public override IReadOnlyList<string> Examples =>
    [
        "galnet tile 8/432101",
        "galnet tile 8/432101 --json | jq '.rows[] | select(.n > 3) | .galaxy_id'",
    ];

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var session = await OpenAsync(arguments, cancellationToken);
        var name = (await Tiles.ResolveAsync(session, [arguments.GetRequiredValue(_tile)], cancellationToken))[0];
        var tile = session.Tile(name);
        if (arguments.GetValue(_rebuild))
        {
            var report = await tile.RebuildPage(cancellationToken);
            Terminal.Note($"page rebuilt from {report.Galaxies} galaxies; {report.Differences} rows differed");
        }

        var status = await tile.GetStatus(cancellationToken);
        var rows = (await tile.GetPage(cancellationToken)).Rows().ToArray();
        if (arguments.GetValue(_json))
        {
            var json = TileStatusText.Json(status);
            json["rows"] = CatalogueJson.Of(rows);
            JsonText.Write(json, Terminal.Out);
            return ExitCode.Ok;
        }

        TileStatusText.Write([status], Terminal.Out);
        CatalogueTable.Write(rows, RowOptions.LimitOf(arguments, _all), Terminal.Out);
        return ExitCode.Ok;
    }
}
