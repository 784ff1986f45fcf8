using GaLNet.Sky.IO;

namespace GaLNet.Sky.Fits;

/// <summary>Where an HDU lies in its file and what its mandatory keywords say.</summary>
internal sealed record FitsHduInfo
{
    public required string FileName { get; init; }
    public required ByteSource Source { get; init; }
    public required int Index { get; init; }
    public required FitsHeader Header { get; init; }
    public required FitsHduKind Kind { get; init; }
    public required int BitPix { get; init; }
    public required long[] Shape { get; init; }
    public required long HeaderOffset { get; init; }
    public required long DataOffset { get; init; }
    /// <summary>Bytes of data without the padding to a whole block.</summary>
    public required long DataLength { get; init; }

    /// <summary>Offset of the HDU that follows.</summary>
    public long End => DataOffset + (DataLength + FitsBlock.Size - 1) / FitsBlock.Size * FitsBlock.Size;
}
