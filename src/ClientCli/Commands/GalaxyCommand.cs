using System.CommandLine;
using System.Text.Json.Nodes;
using GaLNet.ClientCli.Catalogue;
using GaLNet.ClientCli.Compare;
using GaLNet.ClientCli.Output;
using GaLNet.ClientCli.Pictures;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;
using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Galaxies;

namespace GaLNet.ClientCli.Commands;

/// <summary><c>galnet galaxy</c>: everything that is known of one galaxy.</summary>
internal sealed class GalaxyCommand : CatalogueVerb
{
    private const int PanelSize = 300;
    private const int RowPanelSize = 220;

    private readonly Argument<long> _id = new("ID") { Description = "The galaxy_id of the catalogue." };
    private readonly Option<bool> _history = new("--history")
    {
        Description = "Earlier fits too: how the galaxy moved, and what was changed each time.",
    };
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<string?> _plot = CommonOptions.Plot(
        "Draw image | model | residual, or what every engine and reference leaves, into this PNG (or SVG).");

    public GalaxyCommand(Terminal terminal)
        : base("galaxy", "One galaxy: fit, errors, flags decoded, provenance, history.", terminal)
    {
        Add(_id);
        Add(_history);
        Add(_json);
        Add(_plot);
        AddCatalogue();
    }

    public override IReadOnlyList<string> Examples =>
    [
        "galnet galaxy 2433211879052345612",
        "galnet galaxy 2433211879052345612 --history --json",
        "galnet galaxy 2433211879052345612 --plot galaxy.png",
    ];

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var id = arguments.GetRequiredValue(_id);
        await using var session = await OpenAsync(arguments, cancellationToken);
        var listing = await session.Catalogue.ListGalaxy(id, cancellationToken);
        var tile = Tiles.OfGalaxy(id, listing.TileOrder);
        var view = listing.Tiles.Contains(tile) ? await session.Galaxy(id).Get(cancellationToken) : null;
        if (view is null || view.Fits.Length == 0)
        {
            return await PrintListedAsync(session, id, tile, listing.Tiles.Contains(tile), arguments,
                cancellationToken);
        }

        var history = arguments.GetValue(_history) ? view.History : [];
        var comparison = await CompareAsync(session, tile, view, cancellationToken);
        if (arguments.GetValue(_json))
        {
            var json = Json(view, tile, history);
            json["side_by_side"] = comparison is null ? [] : ObjectComparisonText.Json(comparison);
            JsonText.Write(json, Terminal.Out);
        }
        else
        {
            Print(view, tile, history, name => Path.GetFileName(
                listing.Images.FirstOrDefault(image => image.ImageId == name)?.Source.Path
                    ?? "image not registered here"));
            if (comparison is not null)
            {
                ObjectComparisonText.Write(comparison, Terminal.Out);
            }
        }

        if (arguments.GetValue(_plot) is { } png && comparison is { Pixels: not null })
        {
            using var sheet = ResidualRows.Draw([comparison], $"Galaxy {id}", 1, RowPanelSize);
            sheet.Save(png);
            Terminal.Note($"{png}: image | what each model leaves (Eq. 11 beneath)");
        }
        else if (arguments.GetValue(_plot) is { } triptych)
        {
            var panels = new List<StampPanel>();
            foreach (var fit in view.Fits)
            {
                if (await StampPanels.OfAsync(
                    session, tile, StampCaption.Of(fit), id, fit.Provenance.ImageId, cancellationToken) is { } panel)
                {
                    panels.Add(panel);
                }
            }

            StampTriptych.Save(panels, $"Galaxy {id}", 1, PanelSize, triptych);
            Terminal.Note($"{triptych}: image | model | residual");
        }

        return ExitCode.Ok;
    }

    // Nothing stands beside a single measurement; numbers are compared even where the image has gone.
    private static async Task<ObjectComparison?> CompareAsync(
        CatalogueSession session, string tile, GalaxyView view, CancellationToken cancellationToken)
    {
        if (view.ByEngine().Length + view.References.Length < 2)
        {
            return null;
        }

        try
        {
            return await ObjectComparison.OfAsync(session, tile, view, null, withPixels: true, cancellationToken);
        }
        catch (InputException)
        {
            return await ObjectComparison.OfAsync(session, tile, view, null, withPixels: false, cancellationToken);
        }
    }

    private static JsonObject Json(GalaxyView view, string tile, GalaxyFit[] history) => new()
    {
        ["galaxy_id"] = view.GalaxyId,
        ["tile"] = tile,
        ["fits"] = new JsonArray([.. view.Fits.Select(GalaxyFitJson.Of)]),
        ["history"] = new JsonArray([.. history.Select(GalaxyFitJson.Of)]),
    };

    private void Print(GalaxyView view, string tile, GalaxyFit[] history, Func<string, string> fileOf)
    {
        Terminal.Out.WriteLine($"galaxy {view.GalaxyId} in tile {tile}");
        foreach (var fit in view.Fits)
        {
            GalaxyFitText.Write(fit, fileOf(fit.Provenance.ImageId), Terminal.Out);
        }

        if (history.Length > 0)
        {
            GalaxyHistoryText.Write(view, fileOf, Terminal.Out);
        }
        else if (view.History.Length > 0)
        {
            Terminal.Out.WriteLine($"{view.History.Length} earlier fits (--history shows them)");
        }
    }

    private async Task<int> PrintListedAsync(
        CatalogueSession session, long id, string tile, bool tileExists, ParseResult arguments,
        CancellationToken cancellationToken)
    {
        var rows = tileExists
            ? (await session.Tile(tile).GetPage(cancellationToken)).Rows().Where(row => row.GalaxyId == id).ToArray()
            : [];
        if (rows.Length == 0)
        {
            throw new CommandFailedException(tileExists
                ? $"there is no source {id} in tile {tile}: 'galnet tile {tile}' lists what there is."
                : $"no image of this catalogue touches tile {tile}, where {id} would be.");
        }

        if (arguments.GetValue(_json))
        {
            JsonText.Write(CatalogueJson.Of(rows), Terminal.Out);
        }
        else
        {
            Terminal.Out.WriteLine($"source {id} in tile {tile} is listed, not fitted:");
            CatalogueTable.Write(rows, rows.Length, Terminal.Out);
        }

        return ExitCode.Ok;
    }
}
