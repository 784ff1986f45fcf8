using GaLNet.Photometry.Profiles;

namespace GaLNet.Photometry.Fitting;

/// <summary>
/// A detected neighbour that does not reach the target: its pixels are left out and what it sheds beyond them is taken
/// from its detection. To fit its shape would cost as much as the target's own and tell nothing of it.
/// </summary>
internal static class DistantNeighbour
{
    // Half-light radii (as seen) of the target that a neighbour's pixels may not enter.
    private const double BodyRadii = 4;

    // Pixels are left out where an exponential profile of the neighbour's flux and size exceeds this, in sky sigmas ...
    private const double LeftLight = 0.2;

    // ... but no fewer and no more than so many of its half-light radii.
    private const double FewestRadii = 2.5;
    private const double MostRadii = 5;

    // b_1, and b_1² / 2π: scale and central intensity of the exponential profile of unit flux.
    private const double ExponentialB = 1.6783;
    private const double ExponentialCentre = 0.4483;

    // A neighbour brighter than the target and than this, in sky sigmas, is fitted: its wings are no exponential's.
    private const double FaintFlux = 500;

    // Widths of the PSF about a faint residual peak that are left out, and the S/N up to which they suffice.
    private const double PeakWidths = 3;
    private const double FaintSignal = 15;

    /// <summary>
    /// Radius of the pixels that are to be left out about a neighbour, or null where it has to be fitted.
    /// </summary>
    /// <param name="neighbour">The neighbour.</param>
    /// <param name="target">What detection says of the target, in the same pixels.</param>
    /// <param name="bodyPix">Least radius about the target that is to stay whole, pixels.</param>
    /// <param name="unit">Sky sigma of a pixel, counts.</param>
    public static double? MaskRadius(
        in Neighbour neighbour, in SersicProfile target, double bodyPix, double unit)
    {
        var flux = neighbour.Flux / unit;
        var size = neighbour.RadiusPix;
        if (!(target.ReffPix > 0) || !(size > 0) || !(flux < Math.Max(target.Flux / unit, FaintFlux)))
            return null;
        var radii = Math.Log(Math.Max(1, flux * ExponentialCentre / (size * size) / LeftLight)) / ExponentialB;
        var radius = size * Math.Clamp(radii, FewestRadii, MostRadii);
        var body = Math.Max(BodyRadii * target.ReffPix, bodyPix);
        var distance2 = SceneStart.Distance2(neighbour.XPix, neighbour.YPix, target.XPix, target.YPix);
        return distance2 > (body + radius) * (body + radius) ? radius : null;
    }

    /// <summary>
    /// Leaves the pixels about a residual peak out, unless they are within the target's body; true when it did.
    /// </summary>
    public static bool TryMask(FitWorkspace workspace, in Peak peak)
    {
        var radius = PeakWidths * workspace.PsfSigma;
        if (peak.Signal > FaintSignal || workspace.Finder.InBody(peak.X, peak.Y, workspace.PsfSigma + radius / 3))
            return false;
        workspace.Scene.Pixels.LeaveOut(peak.X, peak.Y, radius);
        return true;
    }
}
