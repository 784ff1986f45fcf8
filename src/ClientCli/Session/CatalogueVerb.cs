using System.CommandLine;
using GaLNet.ClientCli.Shell;

namespace GaLNet.ClientCli.Session;

/// <summary>A verb that works on an existing catalogue.</summary>
internal abstract class CatalogueVerb(string name, string description, Terminal terminal)
    : Verb(name, description, terminal)
{
    private readonly CatalogueOptions _catalogue = new();

    /// <summary>Adds the options that say which catalogue; help lists them where they are added.</summary>
    protected void AddCatalogue() => _catalogue.AddTo(this);

    /// <summary>Opens it.</summary>
    protected Task<CatalogueSession> OpenAsync(ParseResult arguments, CancellationToken cancellationToken)
        => CatalogueSession.OpenAsync(_catalogue.Read(arguments), Terminal, cancellationToken);
}
