namespace GaLNet.Photometry.Fitting;

/// <summary>A detected source near the target, in the stamp's 0-based pixels (it may lie outside the stamp).</summary>
/// <param name="XPix">Column of its centroid.</param>
/// <param name="YPix">Row of its centroid.</param>
/// <param name="Flux">Its detected flux, counts.</param>
/// <param name="RadiusPix">Its half-light radius as seen (with the PSF), pixels.</param>
/// <param name="IsStar">True for a point source.</param>
public readonly record struct Neighbour(double XPix, double YPix, double Flux, double RadiusPix, bool IsStar);
