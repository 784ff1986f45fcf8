using GaLNet.Photometry.Fitting;

namespace GaLNet.Inference.Serving;

/// <summary>
/// Stamps that were asked together, and the promise of their answers: whoever asks for hundreds is told once, when the
/// last of them is answered.
/// </summary>
internal sealed class QueuedGroup(int count)
    : TaskCompletionSource<SersicFit[]>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private readonly SersicFit[] _fits = new SersicFit[count];
    private int _left = count;

    /// <summary>Gives one answer; every place is answered at most once.</summary>
    public void Answer(int place, SersicFit fit)
    {
        _fits[place] = fit;
        if (Interlocked.Decrement(ref _left) == 0)
            TrySetResult(_fits);
    }
}
