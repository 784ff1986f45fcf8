using GaLNet.Photometry.Fitting;

namespace GaLNet.Grains.Measuring;

/// <summary>A stamp and where it was cut.</summary>
/// <param name="Stamp">The stamp.</param>
/// <param name="X0">Column of the image at the stamp's first pixel, 0-based; may be negative.</param>
/// <param name="Y0">Row of the image at the stamp's first pixel.</param>
/// <param name="Flags">What cutting it showed: masked pixels, image edge, saturated.</param>
internal sealed record CutStamp(Stamp Stamp, int X0, int Y0, FitFlags Flags);
