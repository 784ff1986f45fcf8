using System.CommandLine;
using GaLNet.ClientCli.Commands;

namespace GaLNet.ClientCli.Session;

/// <summary><c>--store</c> and <c>--cluster</c>: which catalogue.</summary>
internal sealed class CatalogueOptions
{
    private readonly Option<string> _store = CommonOptions.Store();

    private readonly Option<string?> _cluster = new("--cluster")
    {
        Description = "Work on a cluster: a NAME of galnet.toml, a FILE, or 'local' (scripts/cluster.sh).",
        HelpName = "NAME|FILE",
    };

    /// <summary>Adds both to a verb.</summary>
    public void AddTo(Command verb)
    {
        verb.Add(_store);
        verb.Add(_cluster);
        verb.Validators.Add(result =>
        {
            if (result.GetResult(_cluster) is not null && result.GetResult(_store) is { Implicit: false })
            {
                result.AddError("--store and --cluster exclude each other: give one.");
            }
        });
    }

    /// <summary>
    /// What was asked for. Without either option: the cluster that GALNET_CLUSTER or galnet.toml names, else the store.
    /// </summary>
    public CatalogueTarget Read(ParseResult arguments)
    {
        var store = arguments.GetRequiredValue(_store);
        if (arguments.GetValue(_cluster) is { } named)
        {
            return new CatalogueTarget(store, named, ClusterFile.Find(named));
        }

        var isStoreGiven = arguments.GetResult(_store) is { Implicit: false };
        return !isStoreGiven && ClusterFile.DefaultName() is { } name
            ? new CatalogueTarget(store, name, ClusterFile.Find(name))
            : new CatalogueTarget(store);
    }
}
