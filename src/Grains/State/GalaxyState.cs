using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Interfaces.References;

namespace GaLNet.Grains.State;

/// <summary>What a galaxy keeps.</summary>
[GenerateSerializer, Alias("GaLNet.GalaxyState")]
public sealed class GalaxyState
{
    /// <summary>Current fit of each image, newest first.</summary>
    [Id(0)] public GalaxyFit[] Fits { get; set; } = [];

    /// <summary>Fits that were replaced, newest first; bounded.</summary>
    [Id(1)] public GalaxyFit[] History { get; set; } = [];

    /// <summary>Other people's measurements, by name.</summary>
    [Id(2)] public ReferenceMeasurement[] References { get; set; } = [];
}
