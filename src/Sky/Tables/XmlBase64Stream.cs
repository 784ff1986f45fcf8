using System.Xml;

namespace GaLNet.Sky.Tables;

/// <summary>The bytes that the text of an XML element encodes, read as a stream.</summary>
internal sealed class XmlBase64Stream(XmlReader xml) : Stream
{
    private bool _isAtEnd;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_isAtEnd)
            return 0;
        var got = xml.ReadElementContentAsBase64(buffer, offset, count);
        // The reader has left the element after the last byte and must not be asked again.
        _isAtEnd = got == 0;
        return got;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
