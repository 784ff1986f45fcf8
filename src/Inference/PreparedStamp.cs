using GaLNet.Photometry.Fitting;

namespace GaLNet.Inference;

/// <summary>What became of a stamp on its way into a network.</summary>
/// <param name="SigmaCounts">Counts per unit of the prepared pixels: the typical sky noise.</param>
/// <param name="CentreXPix">Column of the stamp that became the network's central one.</param>
/// <param name="CentreYPix">Row of the stamp that became the network's central one.</param>
/// <param name="SignalToNoise">S/N of all light within the paper's aperture about the centre.</param>
/// <param name="MissingShare">Share of the network's pixels that had to be made up.</param>
/// <param name="MissingInAperture">The same within the aperture.</param>
/// <param name="Flags">What a reader must know; <see cref="FitFlags.Failed"/> when nothing can be measured.</param>
public readonly record struct PreparedStamp(
    double SigmaCounts, int CentreXPix, int CentreYPix, double SignalToNoise, double MissingShare,
    double MissingInAperture, FitFlags Flags)
{
    /// <summary>False when there is nothing to measure.</summary>
    public bool IsUsable => (Flags & FitFlags.Failed) == 0;
}
