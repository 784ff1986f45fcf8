using GaLNet.Photometry.Psf;

namespace GaLNet.Grains.Detection;

/// <summary>What a block of an image holds.</summary>
/// <param name="Sources">Sources whose centres lie in its core, by row, then column.</param>
/// <param name="Stars">Sure stars among them, with their pixels, best first.</param>
/// <param name="ReadSeconds">Time spent reading.</param>
/// <param name="DetectSeconds">Time spent detecting.</param>
internal sealed record BlockResult(
    IReadOnlyList<BlockSource> Sources, IReadOnlyList<StarPiece> Stars, double ReadSeconds, double DetectSeconds);
