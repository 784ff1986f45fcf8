namespace GaLNet.Sky.IO;

/// <summary>What a packed file unpacks to, up to a limit that only hostile files pass.</summary>
internal sealed class BoundedStream(Stream unpacked, long limit) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var got = unpacked.Read(buffer, offset, count);
        _read += got;
        return _read <= limit ? got : throw new InvalidDataException($"it unpacks to more than {limit >> 30} GiB");
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            unpacked.Dispose();
        base.Dispose(disposing);
    }
}
