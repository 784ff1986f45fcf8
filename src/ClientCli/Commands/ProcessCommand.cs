using System.CommandLine;
using System.Diagnostics;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;

namespace GaLNet.ClientCli.Commands;

/// <summary><c>galnet process</c>: measures whatever is missing or stale.</summary>
internal sealed class ProcessCommand : CatalogueVerb
{
    private readonly Argument<string[]> _tiles = new("TILE")
    {
        Description = "Tiles to process, e.g. 8/432101; all when none is named.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _stale = new("--stale")
    {
        Description = "Only tiles with stale fits or replaced images, each with the settings it has.",
    };

    private readonly MeasureOptions _settings = new();

    public ProcessCommand(Terminal terminal)
        : base("process", "Measure everything that is missing or stale; nothing else is measured again.", terminal)
    {
        Add(_tiles);
        Add(_stale);
        _settings.AddTo(this);
        AddCatalogue();
        Validators.Add(result =>
        {
            if (result.GetValue(_stale) && _settings.AreGiven(result))
            {
                result.AddError(
                    "--stale keeps the settings of each tile: leave out --engine, --stamp-size and --min-sn.");
            }
        });
    }

    public override IReadOnlyList<string> Examples =>
    [
        "galnet process                                  # all tiles of ./galnet.db; also resumes an interrupted run",
        "galnet process 8/432101 --store survey.db",
        "galnet process --engine galnet-2                # with another engine: its fits replace the others",
        "galnet process --stale                          # after a network, a PSF, an image or its weight was replaced",
    ];

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var session = await OpenAsync(arguments, cancellationToken);
        var tiles = await Tiles.ResolveAsync(session, arguments.GetValue(_tiles) ?? [], cancellationToken);
        // Who says nothing means what the tiles were measured with; a tile that never was takes the defaults.
        var settings = _settings.AreGiven(arguments.CommandResult) ? _settings.Read(arguments) : null;
        if (arguments.GetValue(_stale))
        {
            tiles = await WithStaleAsync(session, tiles, cancellationToken);
            if (tiles.Count == 0)
            {
                Terminal.Out.WriteLine("no fit is stale.");
                return ExitCode.Ok;
            }
        }

        var clock = Stopwatch.StartNew();
        var statuses = await TileWork.RunAsync(
            session, tiles, (tile, token) => tile.Process(settings, token), Terminal, cancellationToken);
        WorkSummary.Write(statuses, clock.Elapsed.TotalSeconds, Terminal.Out);
        WorkSummary.WriteNetworks(await session.InferenceAsync(cancellationToken), Terminal.Out);
        return ExitCode.Ok;
    }

    private static async Task<IReadOnlyList<string>> WithStaleAsync(
        CatalogueSession session, IReadOnlyList<string> tiles, CancellationToken cancellationToken)
    {
        var stale = new List<string>();
        foreach (var tile in tiles)
        {
            // An image that was replaced may hold galaxies that nobody has seen yet.
            var status = await session.Tile(tile).GetStatus(cancellationToken);
            if (status.Stale > 0 || (status.Settings is not null && status.Unprepared > 0))
            {
                stale.Add(tile);
            }
        }

        return stale;
    }
}
