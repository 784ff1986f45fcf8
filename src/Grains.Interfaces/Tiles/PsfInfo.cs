using GaLNet.Grains.Interfaces.Images;

namespace GaLNet.Grains.Interfaces.Tiles;

/// <summary>One version of a tile's PSF model.</summary>
/// <param name="ImageId">Image it belongs to.</param>
/// <param name="Version">1 and up, per image; the highest is in force.</param>
/// <param name="Model">The model.</param>
/// <param name="MadeAt">When, UTC.</param>
/// <param name="FwhmArcsec">FWHM at the tile's centre.</param>
[GenerateSerializer, Immutable, Alias("GaLNet.PsfInfo")]
public sealed record PsfInfo(
    [property: Id(0)] string ImageId, [property: Id(1)] int Version, [property: Id(2)] StoredPsf Model,
    [property: Id(3)] DateTimeOffset MadeAt, [property: Id(4)] double FwhmArcsec);
