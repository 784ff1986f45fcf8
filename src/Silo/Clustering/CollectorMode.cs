using System.Runtime;
using Microsoft.Extensions.Hosting;

namespace GaLNet.Silo.Clustering;

/// <summary>
/// How a silo collects its garbage. A small heap is collected at once, with a pause of a tenth of a second: beside the
/// work it would take a third of all that a silo does beside the science. A large one is collected beside the work:
/// its pause would come near the silence after which other silos give one up (<see cref="FailureDetection"/>).
/// </summary>
internal sealed class CollectorMode : BackgroundService
{
    private const long LargeHeapBytes = 1L << 30;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    /// <summary>The mode for a heap as large as this.</summary>
    public static GCLatencyMode For(long heapBytes)
        => heapBytes < LargeHeapBytes ? GCLatencyMode.Batch : GCLatencyMode.Interactive;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period);
        do
        {
            var mode = For(GC.GetGCMemoryInfo().HeapSizeBytes);
            if (GCSettings.LatencyMode != mode)
            {
                GCSettings.LatencyMode = mode;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }
}
