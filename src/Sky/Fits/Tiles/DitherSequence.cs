namespace GaLNet.Sky.Fits.Tiles;

/// <summary>The standard's 10,000 random numbers (FITS 4.0, App. I), and how a tile walks through them.</summary>
internal struct DitherSequence
{
    public const int Count = 10_000;
    private static readonly float[] Numbers = Generate();
    private int _start;
    private int _next;

    /// <param name="tile">0-based number of the tile.</param>
    /// <param name="seed">ZDITHER0, 1..10000.</param>
    public DitherSequence(long tile, long seed)
    {
        _start = (int)((tile + seed - 1) % Count);
        _next = (int)(Numbers[_start] * 500);
    }

    /// <summary>Number in [0, 1) for the tile's next pixel.</summary>
    public float Next()
    {
        var number = Numbers[_next++];
        if (_next == Count)
        {
            _start = (_start + 1) % Count;
            _next = (int)(Numbers[_start] * 500);
        }
        return number;
    }

    private static float[] Generate()
    {
        var numbers = new float[Count];
        long seed = 1;
        for (var i = 0; i < Count; i++)
        {
            seed = 16807 * seed % 2147483647;
            numbers[i] = (float)(seed / 2147483647.0);
        }
        return numbers;
    }
}
