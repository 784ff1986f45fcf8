namespace GaLNet.Photometry.Fitting;

/// <summary>Where a fit may look for neighbours that nobody told it of.</summary>
public enum NeighbourSearch
{
    /// <summary>
    /// Anywhere in the stamp, in the target's own light too: for cut-outs about which nothing else is known.
    /// </summary>
    Everywhere = 0,

    /// <summary>
    /// Outside the target's body only (and upon it what no structure of a galaxy can be): detection has deblended
    /// already, and real galaxies have arms and bars that a second profile would swallow.
    /// </summary>
    OutsideTarget = 1,

    /// <summary>
    /// Nowhere: <see cref="Stamp.Neighbours"/> and <see cref="Stamp.Mask"/> tell all there is to tell.
    /// </summary>
    Nowhere = 2,
}
