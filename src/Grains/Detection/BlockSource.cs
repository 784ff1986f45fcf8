using GaLNet.Grains.State;

namespace GaLNet.Grains.Detection;

/// <summary>A detected source in the image's 0-based pixels and counts; see <see cref="SourceList"/>.</summary>
internal sealed record BlockSource
{
    public required double XPix { get; init; }
    public required double YPix { get; init; }
    public required double Flux { get; init; }
    public required double FluxError { get; init; }
    public required double SignalToNoise { get; init; }
    public required double RadiusPix { get; init; }
    public required double AxisRatio { get; init; }
    public required double ThetaDeg { get; init; }
    public required double Sky { get; init; }
    public required double SkySigma { get; init; }
    public required SourceBits Bits { get; init; }
}
