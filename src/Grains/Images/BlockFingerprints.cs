using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GaLNet.Grains.Interfaces.Images;

namespace GaLNet.Grains.Images;

/// <summary>Takes the fingerprints of an image's blocks. Reads every pixel once.</summary>
internal static class BlockFingerprints
{
    /// <summary>
    /// Fingerprints of an open image. What engines see of a pixel counts: its value, its weight, whether it is masked;
    /// a mask that excludes nothing is the same as none.
    /// </summary>
    public static ImageBlocks Of(ImagePlanes planes, ImageInfo info, string frame)
    {
        const int side = ImageBlocks.Side;
        int columns = (info.Width + side - 1) / side, rows = (info.Height + side - 1) / side;
        var hashes = new byte[(long)columns * rows * ImageBlocks.HashLength];
        var block = new byte[side * side * (2 * sizeof(float) + 1)];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        for (var row = 0; row < rows; row++)
        {
            var height = Math.Min(side, info.Height - row * side);
            var plane = planes.Read(info, 0, row * side, info.Width, height);
            for (var column = 0; column < columns; column++)
            {
                var width = Math.Min(side, info.Width - column * side);
                var length = 0;
                for (var y = 0; y < height; y++)
                {
                    var at = y * info.Width + column * side;
                    Append(MemoryMarshal.AsBytes(plane.Pixels.AsSpan(at, width)), block, ref length);
                    if (plane.Weight is { } weight)
                    {
                        Append(MemoryMarshal.AsBytes(weight.AsSpan(at, width)), block, ref length);
                    }

                    AppendMask(plane.Mask is { } mask ? mask.AsSpan(at, width) : [], width, block, ref length);
                }

                SHA256.HashData(block.AsSpan(0, length), digest);
                digest[..ImageBlocks.HashLength]
                    .CopyTo(hashes.AsSpan((row * columns + column) * ImageBlocks.HashLength));
            }
        }

        return new ImageBlocks { Columns = columns, Hashes = hashes, Frame = frame };
    }

    private static void Append(ReadOnlySpan<byte> bytes, byte[] block, ref int length)
    {
        bytes.CopyTo(block.AsSpan(length));
        length += bytes.Length;
    }

    private static void AppendMask(ReadOnlySpan<byte> mask, int width, byte[] block, ref int length)
    {
        block.AsSpan(length, width).Clear();
        mask.CopyTo(block.AsSpan(length));
        length += width;
    }
}
