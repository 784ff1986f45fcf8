using System.Buffers.Binary;
using System.Text;

namespace GaLNet.Training.Native;

/// <summary>Symbol versions that a 64-bit little-endian ELF library asks of the libraries it is linked to.</summary>
internal static class ElfVersionNeed
{
    private const uint VersionNeedSection = 0x6ffffffe;
    private const ushort WeakFlag = 2;

    /// <summary>
    /// Marks one needed version as weak, so that a loader without it warns instead of refusing the library.
    /// </summary>
    /// <param name="image">The library's bytes, changed in place.</param>
    /// <param name="version">Name of the version, for example GLIBCXX_3.4.32.</param>
    /// <returns>True where something was changed; false where there is no such need or it is weak already.</returns>
    public static bool MakeWeak(Span<byte> image, string version)
    {
        // 7f 'E' 'L' 'F', class 2 (64 bit), data 1 (little-endian).
        if (image.Length < 64 || !image[..6].SequenceEqual("\u007fELF\u0002\u0001"u8)) return false;
        var sections = (int)BinaryPrimitives.ReadInt64LittleEndian(image[0x28..]);
        var sectionSize = UInt16At(image, 0x3A);
        var sectionCount = UInt16At(image, 0x3C);
        for (var i = 0; i < sectionCount; i++)
        {
            var header = sections + i * sectionSize;
            if (UInt32At(image, header + 4) != VersionNeedSection) continue;
            var needs = (int)UInt32At(image, header + 0x18);
            var names = (int)UInt32At(image, sections + (int)UInt32At(image, header + 0x28) * sectionSize + 0x18);
            if (MakeWeak(image, needs, names, Encoding.ASCII.GetBytes(version + "\0"))) return true;
        }

        return false;
    }

    // A chain of libraries (Verneed), each with a chain of versions (Vernaux); offsets are relative to each entry.
    private static bool MakeWeak(Span<byte> image, int library, int names, ReadOnlySpan<byte> version)
    {
        while (true)
        {
            var need = library + (int)UInt32At(image, library + 8);
            for (var left = UInt16At(image, library + 2); left > 0; left--)
            {
                if (image[(names + (int)UInt32At(image, need + 8))..].StartsWith(version))
                {
                    var flags = UInt16At(image, need + 4);
                    BinaryPrimitives.WriteUInt16LittleEndian(image[(need + 4)..], (ushort)(flags | WeakFlag));
                    return (flags & WeakFlag) == 0;
                }

                need += (int)UInt32At(image, need + 12);
            }

            var next = (int)UInt32At(image, library + 12);
            if (next == 0) return false;
            library += next;
        }
    }

    private static ushort UInt16At(ReadOnlySpan<byte> image, int at)
        => BinaryPrimitives.ReadUInt16LittleEndian(image[at..]);

    private static uint UInt32At(ReadOnlySpan<byte> image, int at)
        => BinaryPrimitives.ReadUInt32LittleEndian(image[at..]);
}
