using System.CommandLine;
using GaLNet.ClientCli.References;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;

namespace GaLNet.ClientCli.Commands;

/// <summary><c>galnet reference remove</c>: takes a reference from its galaxies.</summary>
internal sealed class ReferenceRemoveCommand : CatalogueVerb
{
    private readonly Argument<string> _name = new("NAME") { Description = "As 'galnet reference list' calls it." };

    public ReferenceRemoveCommand(Terminal terminal)
        : base("remove", "Take a reference's measurements from their galaxies.", terminal)
    {
        Add(_name);
        AddCatalogue();
    }

    public override IReadOnlyList<string> Examples => ["galnet reference remove 2dphot"];

    public override string WhenStopped => "stopped; the same command completes it.";

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var session = await OpenAsync(arguments, cancellationToken);
        var info = await KnownReferences.FindAsync(session, arguments.GetRequiredValue(_name), cancellationToken);
        var count = 0;
        foreach (var tile in info.Tiles)
        {
            count += await session.Reference(tile, info.Name).Remove(cancellationToken);
        }

        await session.Catalogue.RemoveReference(info.Name, cancellationToken);
        Terminal.Out.WriteLine($"{info.Name}: {count} measurements removed");
        return ExitCode.Ok;
    }
}
