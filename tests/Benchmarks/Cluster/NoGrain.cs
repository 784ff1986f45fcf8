using Orleans.Runtime;

namespace GaLNet.Benchmarks.Cluster;

/// <summary>The grain of a tile's store outside any silo: asked only when a write fails, and then the run ends.</summary>
internal sealed class NoGrain : IGrainBase
{
    public IGrainContext GrainContext => throw new InvalidOperationException("the store failed");
}
