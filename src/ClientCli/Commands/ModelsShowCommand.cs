using System.CommandLine;
using System.Text.Json.Nodes;
using GaLNet.ClientCli.Models;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;
using GaLNet.Grains.Interfaces.Models;

namespace GaLNet.ClientCli.Commands;

/// <summary><c>galnet models show</c>: everything a network says of itself.</summary>
internal sealed class ModelsShowCommand : CatalogueVerb
{
    private readonly Argument<string?> _name = new("NAME")
    {
        Description = "Name of a network; all that are active when none is named.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Argument<string?> _version = new("VERSION")
    {
        Description = "Its version; all of them when none is given.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _json = CommonOptions.Json();

    public ModelsShowCommand(Terminal terminal)
        : base("show", "What a network was trained on, how well it measures, and its weights' hash.", terminal)
    {
        Add(_name);
        Add(_version);
        Add(_json);
        AddCatalogue();
    }

    public override IReadOnlyList<string> Examples =>
        ["galnet models show", "galnet models show galnet-2 1.0 --json | jq '.[0].metrics'"];

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var session = await OpenAsync(arguments, cancellationToken);
        var listing = await session.Models.List(cancellationToken);
        var models = Choose(listing, arguments.GetValue(_name), arguments.GetValue(_version));
        if (arguments.GetValue(_json))
        {
            JsonText.Write(new JsonArray([.. models.Select(model =>
                ModelText.FullJson(model, listing.IsActive(model)))]), Terminal.Out);
            return ExitCode.Ok;
        }

        foreach (var model in models)
        {
            ModelText.WriteAll(model, listing.IsActive(model), Terminal.Out);
        }

        return ExitCode.Ok;
    }

    private static CatalogueModel[] Choose(ModelListing listing, string? name, string? version)
    {
        var chosen = Array.FindAll(listing.Models, model => name is null
            ? listing.IsActive(model)
            : model.Name == name && (version is null || model.Version == version));
        return chosen.Length > 0 || name is null ? chosen : throw new CommandFailedException(
            $"there is no model {name}{(version is null ? "" : $" {version}")}: 'galnet models list' lists what there "
            + "is.");
    }
}
