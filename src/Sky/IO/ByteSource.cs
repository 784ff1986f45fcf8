namespace GaLNet.Sky.IO;

/// <summary>Bytes that can be read at any offset from any thread.</summary>
internal abstract class ByteSource : IDisposable
{
    /// <summary>Bytes there are.</summary>
    public abstract long Length { get; }

    /// <summary>
    /// Fills <paramref name="into"/> from <paramref name="offset"/>; throws when the bytes end before.
    /// </summary>
    public abstract void Read(long offset, Span<byte> into);

    /// <inheritdoc/>
    public abstract void Dispose();
}
