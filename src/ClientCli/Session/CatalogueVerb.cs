using System.CommandLine;
using GaLNet.ClientCli.Commands;
using GaLNet.ClientCli.Shell;

namespace GaLNet.ClientCli.Session;

/// <summary>A verb that works on an existing catalogue.</summary>
internal abstract class CatalogueVerb(string name, string description, Terminal terminal)
    : Verb(name, description, terminal)
{
    /// <summary>Which catalogue.</summary>
    protected Option<string> Store { get; } = CommonOptions.Store();

    /// <summary>Opens it.</summary>
    protected Task<CatalogueSession> OpenAsync(ParseResult arguments, CancellationToken cancellationToken)
        => CatalogueSession.OpenAsync(arguments.GetRequiredValue(Store), cancellationToken);
}
