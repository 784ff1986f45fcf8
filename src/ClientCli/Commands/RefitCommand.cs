using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;

namespace GaLNet.ClientCli.Commands;

/// <summary><c>galnet refit</c>: measures a galaxy or a whole tile again, whether stale or not.</summary>
internal sealed class RefitCommand : CatalogueVerb
{
    private readonly Argument<string> _what = new("ID|TILE") { Description = "A galaxy_id, or a tile ORDER/INDEX." };
    private readonly MeasureOptions _settings = new();

    public RefitCommand(Terminal terminal)
        : base("refit", "Measure a galaxy, or all galaxies of a tile, again.", terminal)
    {
        _what.Validators.Add(RequireGalaxyOrTile);
        Add(_what);
        _settings.AddTo(this);
        AddCatalogue();
    }

    public override IReadOnlyList<string> Examples =>
    [
        "galnet refit 2433211879052345612 --stamp-size 101",
        "galnet refit 8/432101 --engine chi2",
    ];

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var session = await OpenAsync(arguments, cancellationToken);
        var what = arguments.GetRequiredValue(_what);
        var settings = _settings.Read(arguments);
        long[] galaxies = Tiles.IsTile(what) ? [] : [long.Parse(what, CultureInfo.InvariantCulture)];
        var tiles = await Tiles.ResolveAsync(
            session, [galaxies is [var id] ? await TileOfAsync(session, id, cancellationToken) : what],
            cancellationToken);
        if (galaxies is [var galaxy])
        {
            await RequireGalaxyAsync(session, tiles[0], galaxy, cancellationToken);
        }

        var clock = Stopwatch.StartNew();
        var statuses = await TileWork.RunAsync(
            session, tiles, (tile, token) => tile.Refit(galaxies, settings, token), Terminal, cancellationToken);
        WorkSummary.Write(statuses, clock.Elapsed.TotalSeconds, Terminal.Out);
        WorkSummary.WriteNetworks(await session.InferenceAsync(cancellationToken), Terminal.Out);
        return ExitCode.Ok;
    }

    private static void RequireGalaxyOrTile(ArgumentResult result)
    {
        var text = result.Tokens is [var token] ? token.Value : "";
        if (!Tiles.IsTile(text) && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            result.AddError($"{text} is neither a galaxy_id (a whole number) nor a tile (ORDER/INDEX).");
        }
    }

    private static async Task<string> TileOfAsync(
        CatalogueSession session, long galaxy, CancellationToken cancellationToken)
        => Tiles.OfGalaxy(
            galaxy, (await session.Catalogue.ListGalaxy(galaxy, cancellationToken)).TileOrder);

    private static async Task RequireGalaxyAsync(
        CatalogueSession session, string tile, long galaxy, CancellationToken cancellationToken)
    {
        var page = await session.Tile(tile).GetPage(cancellationToken);
        if (!page.GalaxyId.Contains(galaxy))
        {
            throw new CommandFailedException(
                $"there is no galaxy {galaxy} in tile {tile}: 'galnet tile {tile}' lists what there is.");
        }
    }
}
