using GaLNet.ClientCli.Session;
using GaLNet.Grains.Interfaces.References;
using GaLNet.Output;

namespace GaLNet.ClientCli.References;

/// <summary>Finds references by what people type.</summary>
internal static class KnownReferences
{
    /// <summary>The reference of a name.</summary>
    public static async Task<ReferenceInfo> FindAsync(
        CatalogueSession session, string name, CancellationToken cancellationToken)
    {
        var all = await session.Catalogue.ListReferences(cancellationToken);
        return Array.Find(all, one => one.Name == name) ?? throw new CommandFailedException(all.Length == 0
            ? $"there is no reference {name}: none is attached; do it with 'galnet reference add CATALOG --format NAME'."
            : $"there is no reference {name}; there are {string.Join(", ", all.Select(one => one.Name))}.");
    }
}
