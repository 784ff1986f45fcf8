using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Psf;

namespace GaLNet.Photometry.Mocks;

/// <summary>A mock stamp with everything that is known about it.</summary>
/// <param name="Number">Its number in its family: (seed, number) make the same bytes for ever.</param>
/// <param name="Stamp">The noisy image with its noise and gain, sky subtracted.</param>
/// <param name="Psf">Its PSF, pixel-integrated, unit sum.</param>
/// <param name="Truth">What was painted.</param>
public sealed record MockStamp(long Number, Stamp Stamp, PsfStamp Psf, MockStampTruth Truth);
