using GaLNet.Grains.Interfaces.Tiles;

namespace GaLNet.Grains.State;

/// <summary>
/// The tile's page and its pending work, in one state so that a measurement enters the page and leaves the pending
/// list in one write.
/// </summary>
[GenerateSerializer, Alias("GaLNet.PageState")]
public sealed record PageState
{
    /// <summary>The page; null = empty.</summary>
    [Id(0)] public TilePage? Page { get; init; }

    /// <summary>Measurements to be made.</summary>
    [Id(1)] public PendingMeasurement[] Pending { get; init; } = [];

    /// <summary>True while sources and PSFs are to be determined before it is known what is to be measured.</summary>
    [Id(2)] public bool IsUnplanned { get; init; }

    /// <summary>
    /// What engines other than those of the page's rows said last, newest per galaxy, image and engine; null = nothing.
    /// </summary>
    [Id(3)] public TilePage? OtherEngines { get; init; }

    /// <summary>
    /// 0 = the rows are in this state; else they are in states of their own, one for each cell n orders below the tile,
    /// and <see cref="Page"/> and <see cref="OtherEngines"/> are stored empty.
    /// </summary>
    [Id(4)] public int PartDepth { get; init; }

    /// <summary>Which of those cells have rows, ascending; counted inside the tile.</summary>
    [Id(5)] public int[] Parts { get; init; } = [];

    /// <summary>True while anything is to be done.</summary>
    public bool HasWork => IsUnplanned || Pending.Length > 0;
}
