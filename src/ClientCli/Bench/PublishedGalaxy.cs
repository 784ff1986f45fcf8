using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Psf;

namespace GaLNet.ClientCli.Bench;

/// <summary>A real galaxy that others have measured.</summary>
/// <param name="Name">As it is called in its set.</param>
/// <param name="Stamp">Its pixels, with noise and mask.</param>
/// <param name="Psf">Its PSF.</param>
/// <param name="ZeroPoint">AB magnitude of one count; 0 where the set does not say.</param>
/// <param name="Published">The others' fit in the stamp's pixels and counts; null when there is none.</param>
/// <param name="Tolerance">How well two good fits agree; null when the set does not say.</param>
internal sealed record PublishedGalaxy(
    string Name, Stamp Stamp, PsfStamp Psf, double ZeroPoint, SersicProfile? Published,
    PublishedTolerance? Tolerance = null);
