using GaLNet.Grains.State;
using GaLNet.Photometry.Psf;

namespace GaLNet.Grains.Detection;

/// <summary>The sources of one image in and around a tile, and what its PSF can be modelled from.</summary>
/// <param name="Sources">The sources; ids are not assigned yet.</param>
/// <param name="Stars">Sure stars of the blocks that the tile touches.</param>
/// <param name="Region">Those blocks together: first column and row, width and height, pixels.</param>
/// <param name="ReadSeconds">Time this tile's call spent reading.</param>
/// <param name="DetectSeconds">Time this tile's call spent detecting.</param>
internal sealed record FoundSources(
    SourceList Sources, IReadOnlyList<StarPiece> Stars, (int X, int Y, int Width, int Height) Region,
    double ReadSeconds, double DetectSeconds);
