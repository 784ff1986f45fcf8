namespace GaLNet.Cluster.Tests.Support;

/// <summary>Tests that use the one cluster, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ClusterCollection : ICollectionFixture<LocalCluster>
{
    public const string Name = "cluster";
}
