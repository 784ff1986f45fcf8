using Microsoft.Extensions.Options;

namespace GaLNet.Grains.Measuring;

/// <summary>
/// Room for stamps that wait for networks, shared by the tiles of a silo. Tiles cut faster than networks answer: without
/// it the stamps of all that is pending would lie in memory, and outlive several garbage collections there. First come,
/// first served; a group that is larger than the room waits until it is empty. Thread-safe.
/// </summary>
internal sealed class StampRoom(IOptions<GrainsOptions> options)
{
    private readonly int _room = Math.Max(1, options.Value.StampsInMemory);
    private readonly Lock _lock = new();
    private readonly LinkedList<(int Stamps, TaskCompletionSource Entered)> _waiting = [];
    private int _inside;

    /// <summary>Waits until there is room; disposing what comes back makes it free again.</summary>
    /// <param name="stamps">Stamps that will be in memory together.</param>
    /// <param name="cancellationToken">Gives the place in the queue up.</param>
    public async Task<IDisposable> Enter(int stamps, CancellationToken cancellationToken)
    {
        LinkedListNode<(int Stamps, TaskCompletionSource Entered)> place;
        lock (_lock)
        {
            place = _waiting.AddLast((stamps, new(TaskCreationOptions.RunContinuationsAsynchronously)));
            LetIn();
        }

        await using var registration = cancellationToken.UnsafeRegister(
            _ => GiveUp(place, cancellationToken), null).ConfigureAwait(false);
        await place.Value.Entered.Task.ConfigureAwait(false);
        return new Stay(this, stamps);
    }

    private void GiveUp(
        LinkedListNode<(int Stamps, TaskCompletionSource Entered)> place, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (place.List is null)
            {
                return; // It is inside already.
            }

            _waiting.Remove(place);
            place.Value.Entered.SetCanceled(cancellationToken);
            LetIn();
        }
    }

    private void Leave(int stamps)
    {
        lock (_lock)
        {
            _inside -= stamps;
            LetIn();
        }
    }

    private void LetIn()
    {
        while (_waiting.First is { } next && (_inside == 0 || _inside + next.Value.Stamps <= _room))
        {
            _inside += next.Value.Stamps;
            _waiting.RemoveFirst();
            next.Value.Entered.SetResult();
        }
    }

    private sealed class Stay(StampRoom room, int stamps) : IDisposable
    {
        private int _isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0)
            {
                room.Leave(stamps);
            }
        }
    }
}
