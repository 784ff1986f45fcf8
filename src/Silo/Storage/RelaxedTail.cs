namespace GaLNet.Silo.Storage;

/// <summary>
/// Rows that were written without waiting for the disk and that no later commit has taken along yet: should the
/// database server crash, it may have lost them, although whoever wrote them was told otherwise. Thread-safe.
/// </summary>
internal sealed class RelaxedTail
{
    private readonly Lock _lock = new();
    private readonly Queue<RowWrite> _writes = [];
    private long _added;
    private int _doubts;
    private int _settled;

    /// <summary>True when the server may have crashed since something was written.</summary>
    public bool IsInDoubt
    {
        get
        {
            lock (_lock)
            {
                return _doubts != _settled && _writes.Count > 0;
            }
        }
    }

    /// <summary>True when nothing can be lost.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock)
            {
                return _writes.Count == 0;
            }
        }
    }

    /// <summary>What was written until now, for <see cref="Forget"/>.</summary>
    public long Mark
    {
        get
        {
            lock (_lock)
            {
                return _added;
            }
        }
    }

    /// <summary>These were written.</summary>
    public void Add(IEnumerable<RowWrite> writes)
    {
        lock (_lock)
        {
            foreach (var write in writes)
            {
                _writes.Enqueue(write);
                _added++;
            }
        }
    }

    /// <summary>What had been written at a mark is on the disk.</summary>
    public void Forget(long mark)
    {
        lock (_lock)
        {
            while (_writes.Count > 0 && _added - _writes.Count < mark)
            {
                _writes.Dequeue();
            }
        }
    }

    /// <summary>A connection broke: perhaps the server crashed.</summary>
    public void Doubt()
    {
        lock (_lock)
        {
            _doubts++;
        }
    }

    /// <summary>
    /// What may be lost, in the order in which it was written, in groups that hold each key once; and what to say to
    /// <see cref="Settle"/> when all of it is there again.
    /// </summary>
    public (IReadOnlyList<RowWrite[]> Groups, int Doubts) Lost()
    {
        lock (_lock)
        {
            var groups = new List<RowWrite[]>();
            var group = new Dictionary<RowKey, RowWrite>();
            foreach (var write in _writes)
            {
                if (group.ContainsKey(write.Key))
                {
                    groups.Add([.. group.Values]);
                    group.Clear();
                }

                group.Add(write.Key, write);
            }

            if (group.Count > 0)
            {
                groups.Add([.. group.Values]);
            }

            return (groups, _doubts);
        }
    }

    /// <summary>What was lost is there again; a doubt that came up meanwhile stays.</summary>
    public void Settle(int doubts)
    {
        lock (_lock)
        {
            _settled = doubts;
        }
    }
}
