using System.Diagnostics;
using Orleans.Runtime;

namespace GaLNet.Silo.Clustering;

/// <summary>
/// Repeats a call whose silo or gateway was lost under way. Every method of the catalogue's grains may be repeated:
/// they are questions, or commands that change nothing the second time.
/// </summary>
internal sealed class RepeatedCalls(TimeSpan patience, Action<string> note, LostSilos silos) : IOutgoingGrainCallFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private int _isWaiting;

    /// <inheritdoc/>
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        var started = Stopwatch.GetTimestamp();
        for (var pause = Pause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await InvokeUntilLost(context).ConfigureAwait(false);
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

    private async Task InvokeUntilLost(IOutgoingGrainCallContext context)
    {
        var place = TokenOf(context);
        if (place < 0)
        {
            await context.Invoke().ConfigureAwait(false);
            return;
        }

        var asked = context.Request.GetArgument(place) as CancellationToken? ?? CancellationToken.None;
        var call = silos.Begin(asked);
        try
        {
            context.Request.SetArgument(place, call.Token);
            await context.Invoke().ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (call.IsGivenUp)
        {
            throw new SiloUnavailableException("A silo was lost while it was asked.", exception);
        }
        finally
        {
            context.Request.SetArgument(place, asked);
            silos.Answered(call);
        }
    }

    private static int TokenOf(IOutgoingGrainCallContext context)
    {
        for (var place = context.Request.GetArgumentCount() - 1; place >= 0; place--)
        {
            if (context.Request.GetArgument(place) is CancellationToken)
            {
                return place;
            }
        }

        return -1;
    }

    // An enumeration lives in one silo: its owner starts it anew.
    private static bool MayRepeat(IOutgoingGrainCallContext context, Exception exception)
        => Unreachable.Is(exception)
            && !context.InterfaceName.Contains("AsyncEnumerable", StringComparison.Ordinal);
}
