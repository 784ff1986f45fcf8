using System.Diagnostics;

namespace GaLNet.Silo.Storage;

/// <summary>
/// Since when a database does not answer. All who ask it share their patience: whoever comes later does not wait as
/// long again for what is known already, and every caller hears in time that it is away.
/// </summary>
internal sealed class Outage
{
    // Who asks again pauses a second at most. After a longer silence nobody knows how it stands: it is another outage.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private long? _since;
    private long _last;

    /// <summary>It answered.</summary>
    public void End()
    {
        lock (_lock)
        {
            _since = null;
        }
    }

    /// <summary>It did not answer; returns for how long it has not.</summary>
    /// <param name="isAgain">True when the same caller has asked before: there was no silence.</param>
    public TimeSpan Lasts(bool isAgain)
    {
        lock (_lock)
        {
            if (_since is null || (!isAgain && Stopwatch.GetElapsedTime(_last) > Silence))
            {
                _since = Stopwatch.GetTimestamp();
            }

            _last = Stopwatch.GetTimestamp();
            return Stopwatch.GetElapsedTime(_since.Value);
        }
    }
}
