using GaLNet.Photometry.Fitting;

namespace GaLNet.Inference.Serving;

/// <summary>A stamp that waits.</summary>
/// <param name="Item">The stamp.</param>
/// <param name="Group">What was asked together with it.</param>
/// <param name="Place">Its place in the group.</param>
/// <param name="Timestamp">When it was queued, in the clock's ticks.</param>
internal readonly record struct QueuedStamp(StampAndPsf Item, QueuedGroup Group, int Place, long Timestamp)
{
    /// <summary>Gives its answer.</summary>
    public void Answer(SersicFit fit) => Group.Answer(Place, fit);
}
