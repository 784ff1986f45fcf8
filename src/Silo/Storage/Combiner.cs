using System.Threading.Channels;

namespace GaLNet.Silo.Storage;

/// <summary>
/// Lets many callers share a round trip: whoever asks while a group is under way is part of the next one. Nobody waits
/// for a group to fill, so that a single caller is as fast as without it. Each caller gets its own answer or failure.
/// </summary>
/// <param name="run">Answers a group, in order; no two asks of a group have the same key.</param>
/// <param name="keyOf">What two asks of one group may not share.</param>
/// <param name="weightOf">Bytes of an ask.</param>
/// <param name="lanes">Groups under way at once.</param>
internal sealed class Combiner<TAsk, TAnswer>(
    Func<TAsk[], Task<TAnswer[]>> run, Func<TAsk, RowKey> keyOf, Func<TAsk, int> weightOf, int lanes)
{
    private const int MostAsks = 1024;
    private const int MostBytes = 8 << 20;

    private readonly Channel<Waiting> _queue = Channel.CreateUnbounded<Waiting>();
    private int _running;

    /// <summary>Asks, and waits for the answer to this ask alone.</summary>
    public Task<TAnswer> Ask(TAsk ask)
    {
        var waiting = new Waiting(
            ask, new TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously));
        _queue.Writer.TryWrite(waiting);
        StartLane();
        return waiting.Answer.Task;
    }

    private void StartLane()
    {
        while (Volatile.Read(ref _running) is var running && running < lanes)
        {
            if (Interlocked.CompareExchange(ref _running, running + 1, running) == running)
            {
                _ = Task.Run(RunLane);
                return;
            }
        }
    }

    private async Task RunLane()
    {
        // Behind what waits for a thread already: those who are about to ask come along.
        await Task.Yield();
        while (NextGroup() is { Count: > 0 } group)
        {
            await Answer(group).ConfigureAwait(false);
            await Task.Yield();
        }

        Interlocked.Decrement(ref _running);
        if (_queue.Reader.Count > 0)
        {
            StartLane(); // Somebody asked between the last look and the farewell.
        }
    }

    private List<Waiting> NextGroup()
    {
        var expected = Math.Min(_queue.Reader.Count, MostAsks);
        var group = new List<Waiting>(expected);
        var keys = new HashSet<RowKey>(expected);
        var bytes = 0;
        while (group.Count < MostAsks && bytes < MostBytes && _queue.Reader.TryRead(out var next))
        {
            if (!keys.Add(keyOf(next.Ask)))
            {
                // Two activations of one grain: the later one's turn comes in a later group.
                _queue.Writer.TryWrite(next);
                break;
            }

            group.Add(next);
            bytes += weightOf(next.Ask);
        }

        return group;
    }

    private async Task Answer(List<Waiting> group)
    {
        try
        {
            var answers = await run([.. group.Select(waiting => waiting.Ask)]).ConfigureAwait(false);
            for (var i = 0; i < group.Count; i++)
            {
                group[i].Answer.TrySetResult(answers[i]);
            }
        }
#pragma warning disable CA1031 // It belongs to the callers.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (group.Count == 1 || exception is Grains.Interfaces.StoreException)
            {
                group.ForEach(waiting => waiting.Answer.TrySetException(exception));
                return;
            }

            // Something is wrong with one of them; the others shall not suffer for it.
            await Answer(group[..(group.Count / 2)]).ConfigureAwait(false);
            await Answer(group[(group.Count / 2)..]).ConfigureAwait(false);
        }
    }

    private readonly record struct Waiting(TAsk Ask, TaskCompletionSource<TAnswer> Answer);
}
