using GaLNet.Silo.Configuration;

namespace GaLNet.ClientCli.Session;

/// <summary>Which catalogue a command works on: a store of its own, or that of a cluster.</summary>
/// <param name="Store">The SQLite file; unused when there is a cluster.</param>
/// <param name="ClusterName">What the user called it; null = no cluster.</param>
/// <param name="Cluster">How to reach it.</param>
internal sealed record CatalogueTarget(string Store, string? ClusterName = null, ClusterSettings? Cluster = null)
{
    /// <summary>For people.</summary>
    public string Name => ClusterName is null ? Store : $"cluster {ClusterName}";
}
