using System.CommandLine;
using GaLNet.ClientCli.Models;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;

namespace GaLNet.ClientCli.Commands;

/// <summary><c>galnet models activate</c>: chooses the network that an engine's word stands for.</summary>
internal sealed class ModelsActivateCommand : CatalogueVerb
{
    private readonly Argument<string> _name = new("NAME") { Description = "Name of a network, e.g. galnet-2-paper." };
    private readonly Argument<string> _version = new("VERSION") { Description = "Its version, e.g. 1.0." };

    public ModelsActivateCommand(Terminal terminal)
        : base("activate", "Let an engine's word stand for a network; fits by other weights are stale then.", terminal)
    {
        Add(_name);
        Add(_version);
        AddCatalogue();
    }

    public override IReadOnlyList<string> Examples =>
        ["galnet models activate galnet-2 1.1", "galnet models activate galnet-2-paper 1.0 --store survey.db"];

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var session = await OpenAsync(arguments, cancellationToken);
        var result = await session.Models.Activate(
            arguments.GetRequiredValue(_name), arguments.GetRequiredValue(_version), cancellationToken);
        Terminal.Out.WriteLine($"{result.Model.Engine} stands for {result.Model.ModelId}");
        await StaleText.WriteSummaryAsync(session, Terminal.Out, cancellationToken);
        return ExitCode.Ok;
    }
}
