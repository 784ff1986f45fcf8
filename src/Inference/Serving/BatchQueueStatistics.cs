namespace GaLNet.Inference.Serving;

/// <summary>What a queue has done so far.</summary>
/// <param name="Queued">Stamps waiting now.</param>
/// <param name="Stamps">Stamps answered.</param>
/// <param name="Batches">Batches they were answered in.</param>
/// <param name="Retries">Batches that had to be repeated.</param>
/// <param name="StampsPerSecond">Stamps per second while any batch was running.</param>
/// <param name="WaitMedianSeconds">Median wait of recent stamps from queueing to their batch's start.</param>
/// <param name="Wait99Seconds">99th percentile of the same.</param>
public readonly record struct BatchQueueStatistics(
    int Queued, long Stamps, long Batches, long Retries, double StampsPerSecond, double WaitMedianSeconds,
    double Wait99Seconds);
