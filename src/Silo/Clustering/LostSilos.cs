namespace GaLNet.Silo.Clustering;

/// <summary>
/// Gives calls up that wait for an answer when a silo has left the cluster. A gateway passes a client's call on to the
/// silo that its grain lives on, and says nothing when that silo dies: the call would wait until its time is up.
/// </summary>
internal sealed class LostSilos(Func<Task<IReadOnlySet<DepartedSilo>?>> departed)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // Younger calls went to silos that answer, most likely.
    private static readonly TimeSpan LeastAge = TimeSpan.FromMilliseconds(500);

    // A silo that took its leave passed on what it had not answered: that takes its time, and is answered all the same.
    private static readonly TimeSpan LeastAgeAfterLeave = TimeSpan.FromSeconds(5);

    // For a moment the client itself still takes the lost silo for a gateway: what it sends there is given up, too.
    private const int TimesAgain = 2;

    private readonly Lock _lock = new();
    private readonly HashSet<WaitingCall> _waiting = [];
    private IReadOnlySet<DepartedSilo>? _known;
    private bool _isLooking;
    private int _sinceLoss = TimesAgain + 1;
    private int _sinceLeave = TimesAgain + 1;

    /// <summary>
    /// A call begins. Silos are looked for only while somebody waits: say <see cref="Answered"/> when it is over.
    /// </summary>
    public WaitingCall Begin(CancellationToken asked)
    {
        var call = new WaitingCall(asked);
        lock (_lock)
        {
            _waiting.Add(call);
            if (!_isLooking)
            {
                _isLooking = true;
                _ = Task.Run(Look, CancellationToken.None);
            }
        }

        return call;
    }

    /// <summary>The call is over.</summary>
    public void Answered(WaitingCall call)
    {
        lock (_lock)
        {
            _waiting.Remove(call);
        }

        call.Dispose();
    }

    private async Task Look()
    {
        while (true)
        {
            await Task.Delay(Period).ConfigureAwait(false);
            lock (_lock)
            {
                if (_waiting.Count == 0)
                {
                    _isLooking = false;
                    return;
                }
            }

            if (await departed().ConfigureAwait(false) is { } now)
            {
                Compare(now);
            }
        }
    }

    // Whom a call went to is not known here: when any silo is lost, all that wait are given up, and may be repeated.
    private void Compare(IReadOnlySet<DepartedSilo> now)
    {
        WaitingCall[] lost;
        lock (_lock)
        {
            var gone = now.Except(_known ?? now).ToArray();
            _known = now;
            _sinceLoss = Array.Exists(gone, silo => silo.WasLost) ? 0 : _sinceLoss + 1;
            _sinceLeave = Array.Exists(gone, silo => !silo.WasLost) ? 0 : _sinceLeave + 1;
            var age = _sinceLoss <= TimesAgain ? LeastAge
                : _sinceLeave <= TimesAgain ? LeastAgeAfterLeave
                : TimeSpan.MaxValue;
            lost = [.. _waiting.Where(call => call.Age > age)];
        }

        Array.ForEach(lost, call => call.GiveUp());
    }
}
