namespace GaLNet.Sky.Fits;

/// <summary>What an HDU holds.</summary>
public enum FitsHduKind
{
    /// <summary>No data.</summary>
    Empty = 0,
    /// <summary>An image or cube.</summary>
    Image = 1,
    /// <summary>An image stored as compressed tiles in a binary table.</summary>
    CompressedImage = 2,
    /// <summary>A binary table.</summary>
    BinaryTable = 3,
    /// <summary>An ASCII table; listed, not read.</summary>
    AsciiTable = 4,
    /// <summary>Random groups; listed, not read.</summary>
    RandomGroups = 5,
    /// <summary>An extension of a kind unknown here; listed, not read.</summary>
    Other = 6,
}
