using System.CommandLine;
using System.Text.Json.Nodes;
using GaLNet.ClientCli.Catalogue;
using GaLNet.ClientCli.Models;
using GaLNet.ClientCli.Output;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;
using GaLNet.Grains.Interfaces.Catalogue;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;

namespace GaLNet.ClientCli.Commands;

/// <summary><c>galnet status</c>: the whole catalogue at a glance.</summary>
internal sealed class StatusCommand : CatalogueVerb
{
    private readonly Option<bool> _stale = new("--stale") { Description = "How many fits are stale, and why." };
    private readonly Option<bool> _json = CommonOptions.Json();

    private readonly Option<bool> _watch = new("--watch")
    {
        Description = "Silos, tiles, work left and rates, live, until Ctrl-C.",
    };

    public StatusCommand(Terminal terminal)
        : base("status", "The catalogue at a glance: images, tiles, what is pending and what is stale.", terminal)
    {
        Add(_stale);
        Add(_json);
        Add(_watch);
        AddCatalogue();
    }

    public override IReadOnlyList<string> Examples =>
        ["galnet status", "galnet status --stale", "galnet status --store survey.db --json"];

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var session = await OpenAsync(arguments, cancellationToken);
        if (arguments.GetValue(_watch))
        {
            await StatusWatch.RunAsync(session, Terminal, cancellationToken);
            return ExitCode.Ok;
        }

        if (arguments.GetValue(_stale))
        {
            return await PrintStaleAsync(session, arguments, cancellationToken);
        }

        var listing = await session.Catalogue.List(cancellationToken);
        var statuses = new List<TileStatus>();
        foreach (var tile in listing.Tiles)
        {
            statuses.Add(await session.Tile(tile).GetStatus(cancellationToken));
        }

        if (arguments.GetValue(_json))
        {
            JsonText.Write(Json(listing, statuses), Terminal.Out);
            return ExitCode.Ok;
        }

        Terminal.Out.WriteLine(
            $"{session.Name}: {listing.Images.Length} images, {listing.Tiles.Length} tiles of order {listing.TileOrder}");
        var images = new TextTable("image_id", "file", "band", "pixels", "tiles");
        foreach (var image in listing.Images)
        {
            images.Add(image.ImageId, image.Source.Path, image.Band, $"{image.Width} x {image.Height}",
                $"{image.Tiles.Length}");
        }

        images.Write(Terminal.Out);
        TileStatusText.Write(statuses, Terminal.Out);
        WorkSummary.WriteNetworks(await session.InferenceAsync(cancellationToken), Terminal.Out);
        return ExitCode.Ok;
    }

    private async Task<int> PrintStaleAsync(
        CatalogueSession session, ParseResult arguments, CancellationToken cancellationToken)
    {
        var stale = await StaleText.ReadAsync(session, cancellationToken);
        if (arguments.GetValue(_json))
        {
            JsonText.Write(StaleText.Json(stale), Terminal.Out);
        }
        else
        {
            StaleText.Write(stale, Terminal.Out);
            await StaleText.WriteUnsearchedAsync(session, Terminal.Out, cancellationToken);
        }

        return ExitCode.Ok;
    }

    private static JsonObject Json(CatalogueListing listing, IEnumerable<TileStatus> statuses) => new()
    {
        ["tile_order"] = listing.TileOrder,
        ["images"] = new JsonArray([.. listing.Images.Select(ImageJson)]),
        ["tiles"] = new JsonArray([.. statuses.Select(TileStatusText.Json)]),
    };

    private static JsonObject ImageJson(ImageInfo image) => new()
    {
        ["image_id"] = image.ImageId,
        ["path"] = image.Source.Path,
        ["revision"] = image.Revision,
        ["band"] = image.Band,
        ["width"] = image.Width,
        ["height"] = image.Height,
        ["zero_point"] = CalibrationJson(image.ZeroPoint),
        ["gain"] = CalibrationJson(image.Gain),
        ["saturation"] = CalibrationJson(image.Saturation),
        ["pixel_scale"] = CalibrationJson(image.PixelScaleArcsec),
        ["tiles"] = new JsonArray([.. image.Tiles.Select(tile => JsonValue.Create(tile))]),
    };

    private static JsonObject CalibrationJson(CalibrationValue value)
        => new() { ["value"] = JsonText.Number(value.Value), ["source"] = value.Source };
}
