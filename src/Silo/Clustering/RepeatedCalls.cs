using System.Diagnostics;

namespace GaLNet.Silo.Clustering;

/// <summary>
/// Repeats a call whose silo or gateway was lost under way. Every method of the catalogue's grains may be repeated:
/// they are questions, or commands that change nothing the second time.
/// </summary>
internal sealed class RepeatedCalls(TimeSpan patience, Action<string> note) : IOutgoingGrainCallFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private int _isWaiting;

    /// <inheritdoc/>
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        var started = Stopwatch.GetTimestamp();
        for (var pause = Pause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await context.Invoke().ConfigureAwait(false);
                Volatile.Write(ref _isWaiting, 0);
                return;
            }
            catch (Exception exception) when (MayRepeat(context, exception)
                && Stopwatch.GetElapsedTime(started) < patience)
            {
                if (Interlocked.Exchange(ref _isWaiting, 1) == 0)
                {
                    note("the silo that was asked does not answer; asking another …");
                }
            }

            await Task.Delay(pause).ConfigureAwait(false);
        }
    }

    // An enumeration lives in one silo: its owner starts it anew.
    private static bool MayRepeat(IOutgoingGrainCallContext context, Exception exception)
        => Unreachable.Is(exception)
            && !context.InterfaceName.Contains("AsyncEnumerable", StringComparison.Ordinal);
}
