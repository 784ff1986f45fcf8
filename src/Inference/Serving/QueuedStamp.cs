using GaLNet.Photometry.Fitting;

namespace GaLNet.Inference.Serving;

/// <summary>A stamp that waits, and the promise of its answer.</summary>
internal sealed class QueuedStamp(StampAndPsf item, long timestamp)
    : TaskCompletionSource<SersicFit>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public StampAndPsf Item => item;

    /// <summary>When it was queued, in the clock's ticks.</summary>
    public long Timestamp => timestamp;
}
