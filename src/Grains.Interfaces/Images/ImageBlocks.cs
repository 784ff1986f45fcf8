namespace GaLNet.Grains.Interfaces.Images;

/// <summary>
/// Fingerprints of an image, block by block: two registrations of one image are compared by them, long after the files
/// of the first were overwritten.
/// </summary>
[GenerateSerializer, Immutable, Alias("GaLNet.ImageBlocks")]
public sealed record ImageBlocks
{
    /// <summary>Blocks along a row; those at the right and upper edge may be narrower.</summary>
    [Id(0)] public required int Columns { get; init; }

    /// <summary>Eight bytes per block, row by row: pixels, weights and mask as engines see them.</summary>
    [Id(1)] public required byte[] Hashes { get; init; }

    /// <summary>Fingerprint of what all pixels share: calibration in force, world coordinates, size.</summary>
    [Id(2)] public required string Frame { get; init; }

    /// <summary>Side of a block, pixels.</summary>
    public const int Side = 32;

    /// <summary>Bytes per block in <see cref="Hashes"/>.</summary>
    public const int HashLength = 8;

    /// <summary>Blocks.</summary>
    public int Count => Hashes.Length / HashLength;
}
