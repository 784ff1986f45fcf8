namespace GaLNet.Grains.Interfaces.Tiles;

/// <summary>A tile at a glance.</summary>
[GenerateSerializer, Immutable, Alias("GaLNet.TileStatus")]
public sealed record TileStatus
{
    /// <summary>The tile, e.g. <c>8/432101</c>.</summary>
    [Id(0)] public required string Tile { get; init; }
    /// <summary>What it is doing.</summary>
    [Id(1)] public required TilePhase Phase { get; init; }
    /// <summary>Images that touch it.</summary>
    [Id(2)] public required int Images { get; init; }
    /// <summary>Rows that are galaxies with a fit.</summary>
    [Id(3)] public required int Measured { get; init; }
    /// <summary>Galaxies above the S/N limit in its list.</summary>
    [Id(4)] public required int Galaxies { get; init; }
    /// <summary>Rows that are stars.</summary>
    [Id(5)] public required int Stars { get; init; }
    /// <summary>Rows below the S/N limit.</summary>
    [Id(6)] public required int Faint { get; init; }
    /// <summary>Fits that failed (NaN with a flag).</summary>
    [Id(7)] public required int Failed { get; init; }
    /// <summary>Measurements waiting (the durable pending list).</summary>
    [Id(8)] public required int Pending { get; init; }
    /// <summary>Fits that differ from what the tile would use now.</summary>
    [Id(9)] public required int Stale { get; init; }
    /// <summary>Measurements made since the current work was started, for rates.</summary>
    [Id(10)] public required int DoneThisRun { get; init; }
    /// <summary>Measurements that the current work consists of.</summary>
    [Id(11)] public required int TotalThisRun { get; init; }
    /// <summary>Where the time of the current or last work went.</summary>
    [Id(12)] public required StepSeconds Seconds { get; init; }
    /// <summary>One sentence when <see cref="TilePhase.Failed"/>, else null.</summary>
    [Id(13)] public string? Message { get; init; }
    /// <summary>How its galaxies are measured; null = it was never processed.</summary>
    [Id(14)] public MeasureSettings? Settings { get; init; }
    /// <summary>
    /// Images whose sources or PSF are to be determined (anew) before it is known what is to be measured on them.
    /// </summary>
    [Id(15)] public int Unprepared { get; init; }
}
