using GaLNet.Photometry.Psf;

namespace GaLNet.Photometry.Fitting;

/// <summary>What an engine is given to measure one galaxy.</summary>
/// <param name="Stamp">The cut-out.</param>
/// <param name="Psf">The PSF at the galaxy.</param>
public readonly record struct StampAndPsf(Stamp Stamp, PsfStamp Psf);
