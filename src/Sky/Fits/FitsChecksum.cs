using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace GaLNet.Sky.Fits;

/// <summary>
/// The FITS checksum: a 32-bit ones'-complement sum of big-endian words (FITS 4.0, §4.4.2.7 and App. J).
/// </summary>
internal struct FitsChecksum
{
    private uint _sum;

    /// <summary>The sum so far.</summary>
    public readonly uint Value => _sum;

    /// <summary>Adds bytes; all calls but the last must bring a multiple of four.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        ulong sum = _sum;
        var words = MemoryMarshal.Cast<byte, uint>(bytes[..(bytes.Length & ~3)]);
        foreach (var word in words)
            sum += BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(word) : word;
        var rest = bytes[(bytes.Length & ~3)..];
        if (rest.Length > 0)
        {
            Span<byte> last = [0, 0, 0, 0];
            rest.CopyTo(last);
            sum += BinaryPrimitives.ReadUInt32BigEndian(last);
        }
        while (sum >> 32 != 0)
            sum = (sum & 0xFFFFFFFF) + (sum >> 32);
        _sum = (uint)sum;
    }

    /// <summary>
    /// Encodes a sum as 16 letters and digits (App. J.2); the complement makes an HDU sum to all ones.
    /// </summary>
    public static string Encode(uint sum, bool complement)
    {
        if (complement)
            sum = ~sum;
        Span<char> text = stackalloc char[16];
        for (var i = 0; i < 4; i++)
        {
            var value = (int)(sum >> (24 - 8 * i)) & 0xFF;
            Span<int> part = [value / 4 + value % 4 + '0', value / 4 + '0', value / 4 + '0', value / 4 + '0'];
            AvoidPunctuation(part);
            for (var j = 0; j < 4; j++)
                text[4 * j + i] = (char)part[j];
        }
        // The 16 characters start at a column that is not a multiple of four: rotate right by one.
        return text[15] + new string(text[..15]);
    }

    private static void AvoidPunctuation(Span<int> part)
    {
        for (var again = true; again;)
        {
            again = false;
            for (var j = 0; j < 4; j += 2)
            {
                if (!IsPunctuation(part[j]) && !IsPunctuation(part[j + 1]))
                    continue;
                part[j]++;
                part[j + 1]--;
                again = true;
            }
        }
    }

    private static bool IsPunctuation(int c) => c is >= 0x3A and <= 0x40 or >= 0x5B and <= 0x60;
}
