using GaLNet.Photometry.Mocks;

namespace GaLNet.Training.Feed;

/// <summary>
/// A window of painted records that moves on with the batches: batch k draws from records [First(k), End(k)), whatever
/// the painters' pace, so that the same batch always sees the same records. Painters work ahead of the window.
/// </summary>
internal sealed class RecordPool : IDisposable
{
    private const int Ahead = 1024;

    private readonly FeedOptions _options;
    private readonly MockRecord[] _slots;
    private readonly long[] _holds;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _mayPaint = new(0);
    private readonly Thread[] _painters;
    private readonly MockStampOptions _sample;
    private readonly RecordPainter _ownPainter;
    private readonly ManualResetEventSlim _painted = new();
    private long _next;
    private long _limit;
    private volatile bool _stopped;
    private volatile Exception? _failure;

    /// <summary>A pool that starts where batch <paramref name="firstBatch"/> needs it.</summary>
    public RecordPool(FeedOptions options, long firstBatch)
    {
        _options = options;
        _slots = new MockRecord[options.PoolSize + Ahead];
        _holds = new long[_slots.Length];
        Array.Fill(_holds, -1);
        _next = First(firstBatch);
        _limit = End(firstBatch);
        _sample = RecordPainter.OptionsOf(options);
        _ownPainter = new RecordPainter(options.Seed, options.WideShare, _sample);
        _painters = new Thread[options.Painters];
        for (var i = 0; i < _painters.Length; i++)
        {
            _painters[i] = new Thread(PaintAhead) { IsBackground = true, Name = $"painter {i}" };
            _painters[i].Start();
        }
    }

    /// <summary>First record of a batch's window.</summary>
    public long First(long batch) => Math.Max(0, End(batch) - _options.PoolSize);

    /// <summary>One past the last record of a batch's window.</summary>
    public long End(long batch)
        => _options.FirstPool + (long)(batch * (double)_options.BatchSize / _options.UsesPerRecord);

    /// <summary>Waits until all records of a batch are painted (painting too), and frees those it is past.</summary>
    public void MoveTo(long batch)
    {
        var end = End(batch);
        lock (_gate) _limit = end + Ahead;
        if (_painters.Length > 0) _mayPaint.Release();
        while (Claim(end) is { } number) Paint(_ownPainter, number);
        for (var number = Math.Max(First(batch), end - _slots.Length); number < end; number++)
            while (Volatile.Read(ref _holds[number % _slots.Length]) != number)
            {
                if (_failure is { } failure)
                    throw new InvalidOperationException("A mock could not be painted.", failure);
                _painted.Wait(10);
                _painted.Reset();
            }
    }

    /// <summary>A record of the present window.</summary>
    public MockRecord this[long number] => _slots[number % _slots.Length];

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopped = true;
        _mayPaint.Release(Math.Max(1, _painters.Length));
        foreach (var painter in _painters) painter.Join();
        _mayPaint.Dispose();
        _painted.Dispose();
    }

    private long? Claim(long end)
    {
        lock (_gate) return _next < end ? _next++ : null;
    }

    private void Paint(RecordPainter painter, long number)
    {
        var slot = number % _slots.Length;
        painter.Paint(number, _slots[slot] ??= new MockRecord(_options.StampSide * _options.StampSide));
        Volatile.Write(ref _holds[slot], number);
        _painted.Set();
    }

    private void PaintAhead()
    {
        var painter = new RecordPainter(_options.Seed, _options.WideShare, _sample);
        try
        {
            while (!_stopped)
            {
                if (Claim(Volatile.Read(ref _limit)) is { } number) Paint(painter, number);
                else _mayPaint.Wait();
            }
        }
#pragma warning disable CA1031 // handed to the thread that waits for the record
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _failure = exception;
        }
    }
}
