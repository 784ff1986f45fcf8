namespace GaLNet.Inference.Serving;

/// <summary>How a queue gathers stamps into batches.</summary>
public sealed record BatchQueueOptions
{
    /// <summary>
    /// A batch starts when it is full or when its oldest stamp has waited this long. Short against a batch's own time
    /// (tens of milliseconds), long against the time in which callers hand over many stamps.
    /// </summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromMilliseconds(4);

    /// <summary>Batches that may wait; beyond them callers wait.</summary>
    public int QueuedBatches { get; init; } = 8;

    /// <summary>Batches at a time, each on a thread of its own; by default one per core.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Where ages are read.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
