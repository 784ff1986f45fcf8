using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.State;

namespace GaLNet.Grains.Measuring;

/// <summary>What became of a pending measurement on a compute thread.</summary>
/// <param name="Asked">The pending measurement.</param>
/// <param name="Fit">The fit; null when it was not made.</param>
/// <param name="Seconds">CPU time of the fit.</param>
/// <param name="Failure">Why the whole image cannot be measured, or null.</param>
internal sealed record Measured(PendingMeasurement Asked, GalaxyFit? Fit, double Seconds, string? Failure);
