using System.CommandLine;
using GaLNet.ClientCli.Catalogue;
using GaLNet.Grains.Interfaces.Tiles;

namespace GaLNet.ClientCli.Commands;

/// <summary>Sources that the user gives instead of having them detected.</summary>
internal sealed class CatalogInputOptions
{
    private readonly Option<string?> _catalog = new("--catalog")
    {
        Description = "Sources to measure instead of detecting them: FITS table or CSV with RA and Dec.",
        HelpName = "C",
    };

    private readonly Option<string?> _columns = new("--columns")
    {
        Description = "Columns of --catalog: ra=NAME,dec=NAME,mag=NAME,star=NAME; star=NAME>0.9 sets a limit. "
            + "Default: the usual names.",
        HelpName = "MAP",
    };

    public void AddTo(Command command)
    {
        command.Add(_catalog);
        command.Add(_columns);
    }

    /// <summary>The sources, or null when they are to be detected.</summary>
    public InputSource[]? Read(ParseResult arguments)
        => arguments.GetValue(_catalog) is { } path
            ? InputCatalogue.Read(path, ColumnMap.Parse(arguments.GetValue(_columns)))
            : null;
}
