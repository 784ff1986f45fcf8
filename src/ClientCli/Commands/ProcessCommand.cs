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

    private readonly MeasureOptions _settings = new();

    public ProcessCommand(Terminal terminal)
        : base("process", "Measure everything that is missing or stale; nothing else is measured again.", terminal)
    {
        Add(_tiles);
        _settings.AddTo(this);
        AddCatalogue();
    }

    public override IReadOnlyList<string> Examples =>
    [
        "galnet process                                  # all tiles of ./galnet.db; also resumes an interrupted run",
        "galnet process 8/432101 --store survey.db",
    ];

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var session = await OpenAsync(arguments, cancellationToken);
        var tiles = await Tiles.ResolveAsync(session, arguments.GetValue(_tiles) ?? [], cancellationToken);
        var settings = _settings.Read(arguments);
        var clock = Stopwatch.StartNew();
        var statuses = await TileWork.RunAsync(
            session, tiles, (tile, token) => tile.Process(settings, token), Terminal, cancellationToken);
        WorkSummary.Write(statuses, clock.Elapsed.TotalSeconds, Terminal.Out);
        return ExitCode.Ok;
    }
}
