using GaLNet.Grains.Interfaces.Tiles;

namespace GaLNet.Grains.State;

/// <summary>What a tile knows of its sky: written when images, sources, PSFs or settings change.</summary>
[GenerateSerializer, Alias("GaLNet.TileState")]
public sealed record TileState
{
    /// <summary>Settings in force; null = never processed.</summary>
    [Id(0)] public MeasureSettings? Settings { get; init; }

    /// <summary>Images in order of registration.</summary>
    [Id(1)] public TileImage[] Images { get; init; } = [];

    /// <summary>Ids of every object in and around the tile, in order of discovery; an id is never taken back.</summary>
    [Id(2)] public long[] Objects { get; init; } = [];
}
