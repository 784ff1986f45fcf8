using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Training.Evaluation;

/// <summary>One galaxy of known truth, as an engine gets it.</summary>
/// <param name="Stamp">Pixels and noise.</param>
/// <param name="Psf">The PSF.</param>
/// <param name="Units">Scale and zero point of the stamp.</param>
/// <param name="Truth">What was painted.</param>
/// <param name="Crlb">Cramér-Rao bounds of the galaxy alone with the sky known, or null.</param>
/// <param name="SignalToNoise">Noise-free S/N inside the paper's aperture.</param>
internal sealed record TestStamp(
    Stamp Stamp, PsfStamp Psf, StampUnits Units, GalaxyParameters Truth, GalaxyParameters? Crlb, double SignalToNoise);
