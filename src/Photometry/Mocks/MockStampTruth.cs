using GaLNet.Photometry.Statistics;

namespace GaLNet.Photometry.Mocks;

/// <summary>The truth about a mock stamp.</summary>
/// <param name="Galaxy">The target: offsets from the centre of the central pixel, PA counter-clockwise from +x.</param>
/// <param name="SignalToNoise">Noise-free S/N of the target within 1.5 arcsec of the stamp's centre.</param>
/// <param name="FluxFractionInStamp">Share of the target's total light that falls on the stamp.</param>
/// <param name="NeighbourFluxRatio">
/// Light of the neighbours within 3 arcsec of the centre over the target's light in the stamp.
/// </param>
/// <param name="Psf">The true PSF; null where it is a real PSF's image.</param>
/// <param name="Neighbours">Everything else that was painted.</param>
public sealed record MockStampTruth(
    GalaxyParameters Galaxy, double SignalToNoise, double FluxFractionInStamp, double NeighbourFluxRatio, MockPsf? Psf,
    IReadOnlyList<MockSource> Neighbours)
{
    /// <summary>Sky and gain of the stamp; those of the place on a real background.</summary>
    public required MockNoise Noise { get; init; }

    /// <summary>Where the real background was cut, or null. Its pixels carry their own noise.</summary>
    public BackgroundPlace? Background { get; init; }
}
