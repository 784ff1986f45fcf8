using System.Numerics;

namespace GaLNet.Sky.Fits.Tiles;

/// <summary>Reads bits from the most significant on; reading past the end is damage, not zeros.</summary>
internal ref struct BitReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private ulong _window;
    private int _available;
    private int _next;

    /// <summary>The next <paramref name="count"/> bits, 0..32.</summary>
    public uint Bits(int count)
    {
        if (count == 0)
            return 0;
        if (_available < count)
            Fill(count);
        _available -= count;
        return (uint)(_window >> _available) & (uint)((1UL << count) - 1);
    }

    /// <summary>Zeros before the next one; the one is consumed.</summary>
    public int Zeros()
    {
        var zeros = 0;
        while (true)
        {
            if (_available == 0)
                Fill(1);
            var rest = _window << (64 - _available);
            var leading = BitOperations.LeadingZeroCount(rest);
            if (leading < _available)
            {
                _available -= leading + 1;
                return zeros + leading;
            }
            zeros += _available;
            _available = 0;
        }
    }

    private void Fill(int needed)
    {
        while (_available <= 56 && _next < _bytes.Length)
        {
            _window = (_window << 8) | _bytes[_next++];
            _available += 8;
        }
        if (_available < needed)
            throw new InvalidDataException("the compressed data end too early");
    }
}
