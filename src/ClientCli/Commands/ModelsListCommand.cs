using System.CommandLine;
using System.Text.Json.Nodes;
using GaLNet.ClientCli.Models;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;

namespace GaLNet.ClientCli.Commands;

/// <summary><c>galnet models list</c>: the networks a catalogue can measure with.</summary>
internal sealed class ModelsListCommand : CatalogueVerb
{
    private readonly Option<bool> _json = CommonOptions.Json();

    public ModelsListCommand(Terminal terminal)
        : base("list", "The networks of a catalogue, and which one each engine's word stands for.", terminal)
    {
        Add(_json);
        AddCatalogue();
    }

    public override IReadOnlyList<string> Examples =>
        ["galnet models list", "galnet models list --store survey.db --json"];

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var session = await OpenAsync(arguments, cancellationToken);
        var listing = await session.Models.List(cancellationToken);
        if (arguments.GetValue(_json))
        {
            JsonText.Write(new JsonArray([.. listing.Models.Select(model =>
                ModelText.Json(model, listing.IsActive(model)))]), Terminal.Out);
        }
        else
        {
            ModelText.WriteTable(listing, Terminal.Out);
        }

        return ExitCode.Ok;
    }
}
