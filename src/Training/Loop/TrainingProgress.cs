namespace GaLNet.Training.Loop;

/// <summary>Where a training stands.</summary>
/// <param name="Samples">Samples learnt from.</param>
/// <param name="Total">Samples to learn from; 0 while not yet known.</param>
/// <param name="Loss">Running mean of the loss.</param>
/// <param name="PerSecond">Samples per second.</param>
internal readonly record struct TrainingProgress(long Samples, long Total, double Loss, double PerSecond)
{
    /// <summary>Share that is done, 0..1.</summary>
    public double Share => Total > 0 ? Math.Min(1, (double)Samples / Total) : 0;
}
