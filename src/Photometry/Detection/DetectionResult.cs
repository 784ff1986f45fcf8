namespace GaLNet.Photometry.Detection;

/// <summary>What detection found in a plane.</summary>
/// <param name="Sources">Sources in order of row, then column.</param>
/// <param name="Segmentation">[Height * Width]: 0 = sky, i + 1 = footprint of <c>Sources[i]</c>.</param>
/// <param name="Sky">The sky that was subtracted.</param>
public sealed record DetectionResult(IReadOnlyList<DetectedSource> Sources, int[] Segmentation, SkyModel Sky);
