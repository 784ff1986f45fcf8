namespace GaLNet.Sky.IO;

/// <summary>Bytes held in memory: small files that were stored compressed.</summary>
internal sealed class MemoryByteSource(ReadOnlyMemory<byte> bytes) : ByteSource
{
    public override long Length => bytes.Length;

    public override void Read(long offset, Span<byte> into)
    {
        if (offset < 0 || offset > bytes.Length - into.Length)
            throw new EndOfStreamException("The data end before the bytes asked for.");
        bytes.Span.Slice((int)offset, into.Length).CopyTo(into);
    }

    public override void Dispose()
    {
    }
}
