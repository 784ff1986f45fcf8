namespace GaLNet.Sky.Fits.Tiles;

/// <summary>The tiles used last, up to a number of bytes; thread-safe.</summary>
internal sealed class TileCache(long maxBytes)
{
    private readonly Dictionary<long, LinkedListNode<(long Number, double[] Pixels)>> _byNumber = [];
    private readonly LinkedList<(long Number, double[] Pixels)> _byUse = new();
    private readonly Lock _lock = new();
    private long _bytes;

    public bool TryGet(long number, out double[] pixels)
    {
        lock (_lock)
        {
            if (!_byNumber.TryGetValue(number, out var node))
            {
                pixels = [];
                return false;
            }
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            pixels = node.Value.Pixels;
            return true;
        }
    }

    public void Add(long number, double[] pixels)
    {
        lock (_lock)
        {
            if (_byNumber.ContainsKey(number))
                return;
            _byNumber[number] = _byUse.AddFirst((number, pixels));
            _bytes += 8L * pixels.Length;
            // The newest tile stays even when it alone is larger than the cache.
            while (_bytes > maxBytes && _byUse.Count > 1)
            {
                var oldest = _byUse.Last!.Value;
                _byUse.RemoveLast();
                _byNumber.Remove(oldest.Number);
                _bytes -= 8L * oldest.Pixels.Length;
            }
        }
    }
}
