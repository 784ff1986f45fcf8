using System.Runtime;
using GaLNet.Silo.Clustering;

namespace GaLNet.Cluster.Tests;

/// <summary>A small heap is collected at once, a large one beside the work.</summary>
public sealed class CollectorModeTests
{
    [Theory]
    [InlineData(0, GCLatencyMode.Batch)]
    [InlineData(700L << 20, GCLatencyMode.Batch)]
    [InlineData(1L << 30, GCLatencyMode.Interactive)]
    [InlineData(40L << 30, GCLatencyMode.Interactive)]
    public void The_mode_follows_the_heap(long heapBytes, GCLatencyMode mode)
        => CollectorMode.For(heapBytes).Should().Be(mode);
}
