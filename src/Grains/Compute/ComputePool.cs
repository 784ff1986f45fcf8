using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace GaLNet.Grains.Compute;

/// <summary>
/// The silo's threads for pixels: as many as there are cores, behind a bounded queue, outside the Orleans scheduler.
/// Grains enqueue and await; a full queue makes them wait, not the threads grow.
/// </summary>
public sealed class ComputePool : IDisposable
{
    private const int QueuedPerThread = 64;
    private readonly Channel<Action> _queue;
    private readonly Thread[] _threads;

    /// <summary>Starts the threads.</summary>
    public ComputePool(IOptions<GrainsOptions> options)
    {
        ThreadCount = Math.Max(1, options.Value.ComputeThreads);
        _queue = Channel.CreateBounded<Action>(ThreadCount * QueuedPerThread);
        _threads = [.. Enumerable.Range(0, ThreadCount).Select(index => new Thread(Work)
        {
            IsBackground = true,
            Name = $"compute {index}",
            // Grain turns and storage are short and others wait for them; pixels can wait a moment.
            Priority = ThreadPriority.BelowNormal,
        })];
        foreach (var thread in _threads)
        {
            thread.Start();
        }
    }

    /// <summary>Threads at work.</summary>
    public int ThreadCount { get; }

    /// <summary>Runs a function on one of the threads. Its exception is the task's.</summary>
    public async Task<T> Run<T>(Func<T> work, CancellationToken cancellationToken = default)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _queue.Writer.WriteAsync(
            () =>
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    done.TrySetCanceled(cancellationToken);
                    return;
                }

                try
                {
                    done.TrySetResult(work());
                }
#pragma warning disable CA1031 // Whatever it is, it belongs to the caller.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    done.TrySetException(exception);
                }
            },
            cancellationToken);
        return await done.Task;
    }

    /// <inheritdoc/>
    public void Dispose() => _queue.Writer.TryComplete();

    private void Work()
    {
        var reader = _queue.Reader;
        while (true)
        {
            if (reader.TryRead(out var action))
            {
                action();
            }
            else if (!reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                return;
            }
        }
    }
}
