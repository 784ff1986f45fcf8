using System.Diagnostics;

namespace GaLNet.Silo.Clustering;

/// <summary>A call under way, which may be given up before its own time is up.</summary>
internal sealed class WaitingCall(CancellationToken asked) : IDisposable
{
    private readonly CancellationTokenSource _either = CancellationTokenSource.CreateLinkedTokenSource(asked);
    private readonly long _started = Stopwatch.GetTimestamp();

    /// <summary>Cancelled when the caller gives the call up or <see cref="GiveUp"/> does.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>True when it was given up although its caller still waits.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>How long it has waited.</summary>
    public TimeSpan Age => Stopwatch.GetElapsedTime(_started);

    /// <summary>Ends it.</summary>
    public void GiveUp()
    {
        try
        {
            IsGivenUp = !asked.IsCancellationRequested;
            _either.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It was answered at the last moment.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _either.Dispose();
}
