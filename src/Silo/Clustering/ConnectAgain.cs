using System.Diagnostics;

namespace GaLNet.Silo.Clustering;

/// <summary>Keeps looking for a gateway for a while.</summary>
internal sealed class ConnectAgain(TimeSpan patience) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly long _started = Stopwatch.GetTimestamp();

    /// <inheritdoc/>
    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (Stopwatch.GetElapsedTime(_started) > patience)
        {
            return false;
        }

        await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
