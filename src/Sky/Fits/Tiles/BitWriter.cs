namespace GaLNet.Sky.Fits.Tiles;

/// <summary>Writes bits from the most significant on.</summary>
internal struct BitWriter(int capacity)
{
    private byte[] _bytes = new byte[capacity];
    private ulong _window;
    private int _pending;
    private int _length;

    /// <summary>Writes the low <paramref name="count"/> (0..32) bits.</summary>
    public void Write(uint value, int count)
    {
        _window = (_window << count) | value;
        _pending += count;
        while (_pending >= 8)
        {
            _pending -= 8;
            Append((byte)(_window >> _pending));
        }
    }

    /// <summary>Writes zeros and then a one.</summary>
    public void WriteZerosAndOne(uint zeros)
    {
        for (; zeros >= 24; zeros -= 24)
            Write(0, 24);
        Write(1, (int)zeros + 1);
    }

    /// <summary>Everything written, the last byte filled up with zeros.</summary>
    public byte[] ToArray()
    {
        if (_pending > 0)
            Write(0, 8 - _pending);
        return _bytes[.._length];
    }

    private void Append(byte value)
    {
        if (_length == _bytes.Length)
            Array.Resize(ref _bytes, 2 * _length + 16);
        _bytes[_length++] = value;
    }
}
