using Orleans.Runtime;

namespace GaLNet.Grains.Tiles;

/// <summary>Calls to other grains that are repeated while a silo that was lost is still thought to be there.</summary>
internal static class GrainCalls
{
    private const int Attempts = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Calls, and calls again when the call was lost or met somebody else's write. Only for calls that may be repeated.
    /// The pauses add up to some 16 s, longer than it takes to notice that a silo is gone.
    /// </summary>
    public static async Task<T> Patiently<T>(Func<Task<T>> call, CancellationToken stop = default)
    {
        var pause = Pause;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (Exception exception) when (attempt < Attempts && MayPass(exception))
            {
                await Task.Delay(pause, stop);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    /// <summary>True when the call was lost on its way, or its grain had been written elsewhere.</summary>
    public static bool MayPass(Exception? exception)
        => State.StateWriter.StoreFailure(exception) is null && exception switch
        {
            null => false,
            TimeoutException or OrleansException => true,
            _ => MayPass(exception.InnerException),
        };
}
