namespace GaLNet.Sky.Fits.Tiles;

/// <summary>
/// RICE_1 (FITS 4.0, §10.4.1): differences of successive pixels, folded to be positive, in blocks that each have
/// their own number of low bits stored as they are.
/// </summary>
internal static class RiceCodec
{
    /// <summary>Decodes as many pixels as <paramref name="pixels"/> holds; bytesPerPixel is 1, 2 or 4.</summary>
    public static void Decode(ReadOnlySpan<byte> packed, Span<int> pixels, int bytesPerPixel, int blockSize)
    {
        var (idBits, rawId, rawBits) = Parameters(bytesPerPixel);
        var bits = new BitReader(packed);
        var last = bits.Bits(rawBits);
        for (var start = 0; start < pixels.Length; start += blockSize)
        {
            var block = pixels.Slice(start, Math.Min(blockSize, pixels.Length - start));
            var low = (int)bits.Bits(idBits) - 1;
            for (var i = 0; i < block.Length; i++)
            {
                if (low >= 0)
                {
                    var folded = low == rawId ? bits.Bits(rawBits) : ((uint)bits.Zeros() << low) | bits.Bits(low);
                    last += (folded >> 1) ^ (uint)-(int)(folded & 1);
                }
                block[i] = Extend(last, bytesPerPixel);
            }
        }
    }

    /// <summary>Encodes pixels that fit into bytesPerPixel (2 or 4) bytes.</summary>
    public static byte[] Encode(ReadOnlySpan<int> pixels, int bytesPerPixel, int blockSize)
    {
        var (idBits, rawId, rawBits) = Parameters(bytesPerPixel);
        var bits = new BitWriter(pixels.Length * bytesPerPixel + 16);
        var mask = rawBits == 32 ? uint.MaxValue : (1u << rawBits) - 1;
        var last = pixels[0];
        bits.Write((uint)last & mask, rawBits);
        Span<uint> folded = stackalloc uint[blockSize];
        for (var start = 0; start < pixels.Length; start += blockSize)
        {
            var block = pixels.Slice(start, Math.Min(blockSize, pixels.Length - start));
            ulong sum = 0;
            for (var i = 0; i < block.Length; i++)
            {
                var difference = Extend((uint)(block[i] - last), bytesPerPixel);
                folded[i] = ((uint)difference << 1) ^ (uint)(difference >> 31);
                sum += folded[i];
                last = block[i];
            }
            EncodeBlock(ref bits, folded[..block.Length], sum, idBits, rawId, rawBits);
        }
        return bits.ToArray();
    }

    private static void EncodeBlock(ref BitWriter bits, ReadOnlySpan<uint> folded, ulong sum, int idBits, int rawId,
        int rawBits)
    {
        if (sum == 0)
        {
            bits.Write(0, idBits);
            return;
        }
        // As many low bits as half the mean has: the unary part is then about one bit long.
        var mean = Math.Max(0, (long)sum - folded.Length / 2 - 1) / folded.Length;
        var low = 0;
        while (mean >> (low + 1) > 0)
            low++;
        if (low >= rawId)
        {
            bits.Write((uint)rawId + 1, idBits);
            foreach (var value in folded)
                bits.Write(value, rawBits);
            return;
        }
        bits.Write((uint)low + 1, idBits);
        foreach (var value in folded)
        {
            bits.WriteZerosAndOne(value >> low);
            bits.Write(value & ((1u << low) - 1), low);
        }
    }

    private static (int IdBits, int RawId, int RawBits) Parameters(int bytesPerPixel) => bytesPerPixel switch
    {
        1 => (3, 6, 8),
        2 => (4, 14, 16),
        _ => (5, 25, 32),
    };

    private static int Extend(uint value, int bytesPerPixel) => bytesPerPixel switch
    {
        1 => (byte)value,
        2 => (short)value,
        _ => (int)value,
    };
}
