using System.Data.Common;
using Orleans.Messaging;

namespace GaLNet.Silo.Clustering;

/// <summary>
/// Gives calls up that wait for an answer when a silo has left the cluster. A gateway passes a client's call on to the
/// silo that its grain lives on, and says nothing when that silo dies: the call would wait until its time is up.
/// </summary>
internal sealed class LostSilos(Func<IGatewayListProvider> gateways)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // Younger ones went to silos that answer, most likely.
    private static readonly TimeSpan LeastAge = TimeSpan.FromMilliseconds(500);

    // For a moment the client itself still takes the lost silo for a gateway: what it sends there is given up, too.
    private const int TimesAgain = 2;

    private readonly Lock _lock = new();
    private readonly HashSet<WaitingCall> _waiting = [];
    private HashSet<Uri> _known = [];
    private bool _isLooking;
    private int _left;

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
                (_isLooking, _known, _left) = (true, [], 0);
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

            if (await List().ConfigureAwait(false) is { } now)
            {
                Compare(now);
            }
        }
    }

    // Whom a call went to is not known here: when any silo is lost, all that wait are given up, and may be repeated.
    private void Compare(HashSet<Uri> now)
    {
        WaitingCall[] lost = [];
        lock (_lock)
        {
            _left = _known.IsSubsetOf(now) ? _left - 1 : TimesAgain + 1;
            if (_left > 0)
            {
                lost = [.. _waiting.Where(call => call.Age > LeastAge)];
            }

            _known = now;
        }

        Array.ForEach(lost, call => call.GiveUp());
    }

    private async Task<HashSet<Uri>?> List()
    {
        try
        {
            return [.. await gateways().GetGateways().ConfigureAwait(false)];
        }
        catch (Exception exception) when (exception is DbException or TimeoutException or InvalidOperationException)
        {
            return null; // The database is away; the silos may well be there.
        }
    }
}
