namespace GaLNet.Grains.Interfaces.Serving;

/// <summary>What one network of one silo has done since it was loaded.</summary>
[GenerateSerializer, Immutable, Alias("GaLNet.InferenceStatistics")]
public sealed record InferenceStatistics
{
    /// <summary>The network.</summary>
    [Id(0)] public required string ModelId { get; init; }
    /// <summary>Stamps waiting now.</summary>
    [Id(1)] public required int Queued { get; init; }
    /// <summary>Stamps answered.</summary>
    [Id(2)] public required long Stamps { get; init; }
    /// <summary>Batches they were answered in.</summary>
    [Id(3)] public required long Batches { get; init; }
    /// <summary>Stamps per second while batches were running.</summary>
    [Id(4)] public required double StampsPerSecond { get; init; }
    /// <summary>Median wait from queueing to the batch's start, seconds; recent stamps.</summary>
    [Id(5)] public required double WaitMedianSeconds { get; init; }
    /// <summary>99th percentile of the same.</summary>
    [Id(6)] public required double Wait99Seconds { get; init; }
    /// <summary>Batches that had to be repeated.</summary>
    [Id(7)] public required long Retries { get; init; }
}
