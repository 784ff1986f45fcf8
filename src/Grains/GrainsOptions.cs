namespace GaLNet.Grains;

/// <summary>Settings of the grains of one silo.</summary>
public sealed class GrainsOptions
{
    /// <summary>HEALPix order of the tiles of a new catalogue, 0..20.</summary>
    public int TileOrder { get; set; } = 8;

    /// <summary>Threads that detect, cut and fit, outside the grain scheduler; each network has as many of its own.</summary>
    public int ComputeThreads { get; set; } = Environment.ProcessorCount;

    /// <summary>Galaxies that are measured, recorded and cleared from the pending list together.</summary>
    public int GroupSize { get; set; } = 32;

    /// <summary>Folders that images may be opened in, absolute; empty = anywhere.</summary>
    public IReadOnlyList<string> ImageRoots { get; set; } = [];

    /// <summary>The same for networks, which like many at once.</summary>
    public int NetworkGroupSize { get; set; } = 256;

    /// <summary>
    /// Stamps of all tiles together that are cut and wait for networks. Whoever has more to measure waits; a group that
    /// is larger goes alone.
    /// </summary>
    public int StampsInMemory { get; set; } = 512;

    /// <summary>Rows of a tile's page that are stored together; a page with more is split.</summary>
    public int PageRows { get; set; } = 2048;

    /// <summary>How soon, and how often, a reminder looks after work that nobody does.</summary>
    public TimeSpan ResumePeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Earlier fits that a galaxy keeps.</summary>
    public int HistoryLimit { get; set; } = 16;
}
