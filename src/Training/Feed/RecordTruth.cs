using GaLNet.Photometry.Statistics;

namespace GaLNet.Training.Feed;

/// <summary>What is known of a painted mock beside its pixels.</summary>
/// <param name="Galaxy">The target's parameters in sky units.</param>
/// <param name="PixelScaleArcsec">Arcsec per pixel.</param>
/// <param name="SkySigmaMag">Magnitude of a flux of one sky sigma.</param>
/// <param name="GainSigma">Electrons in one sky sigma.</param>
/// <param name="SignalToNoise">Noise-free S/N within the paper's aperture.</param>
/// <param name="OnRealSky">True: what surrounds the target is real sky, noise included.</param>
internal readonly record struct RecordTruth(
    GalaxyParameters Galaxy, double PixelScaleArcsec, double SkySigmaMag, float GainSigma, double SignalToNoise,
    bool OnRealSky);
