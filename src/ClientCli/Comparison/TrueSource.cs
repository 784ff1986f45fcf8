using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Comparison;

/// <summary>What is known about one source of a simulated field.</summary>
/// <param name="IsStar">True for a point source.</param>
/// <param name="RaDeg">Degrees ICRS.</param>
/// <param name="DecDeg">Degrees ICRS.</param>
/// <param name="Parameters">Position angle North through East; the offsets are not used.</param>
/// <param name="SignalToNoise">Noise-free S/N inside 1.5 arcsec.</param>
internal sealed record TrueSource(
    bool IsStar, double RaDeg, double DecDeg, GalaxyParameters Parameters, double SignalToNoise);
