using GaLNet.Photometry.Fitting;
using GaLNet.Sky.Wcs;

namespace GaLNet.Grains.Measuring;

/// <summary>A galaxy that an engine can measure: its pixels in memory, its image closed again.</summary>
/// <param name="Job">What was asked.</param>
/// <param name="Cut">The stamp.</param>
/// <param name="Wcs">World coordinates of the image.</param>
/// <param name="Psf">The PSF that networks take; null where none can be had, and nothing can be said of its shape.</param>
/// <param name="FitPsf">The PSF that χ² fits take; null with the other.</param>
/// <param name="PsfFwhmArcsec">FWHM of the PSF model there; NaN without one.</param>
/// <param name="Flags">What a reader must know whatever the engine says.</param>
internal sealed record PreparedGalaxy(
    MeasureJob Job, CutStamp Cut, CelestialWcs Wcs, LocalPsf? Psf, LocalPsf? FitPsf, double PsfFwhmArcsec,
    FitFlags Flags);
