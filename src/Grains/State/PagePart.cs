using GaLNet.Grains.Interfaces.Tiles;

namespace GaLNet.Grains.State;

/// <summary>The rows of a large page whose galaxies lie in one part of the tile.</summary>
[GenerateSerializer, Alias("GaLNet.PagePart")]
public sealed record PagePart
{
    /// <summary>As in <see cref="PageState.Page"/>; null = no rows.</summary>
    [Id(0)] public TilePage? Page { get; init; }

    /// <summary>As in <see cref="PageState.OtherEngines"/>; null = no rows.</summary>
    [Id(1)] public TilePage? OtherEngines { get; init; }
}
