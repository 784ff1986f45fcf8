namespace GaLNet.Silo.Configuration;

/// <summary>How much a silo takes on.</summary>
public sealed record LimitSettings
{
    /// <summary>HEALPix order of the tiles of a new catalogue; an existing one keeps its own.</summary>
    public int TileOrder { get; init; } = 8;

    /// <summary>Threads that detect, cut and fit, and as many for each network, 1 and up; null = one per core.</summary>
    public int? ComputeThreads { get; init; }

    /// <summary>Galaxies that are measured and recorded together.</summary>
    public int GroupSize { get; init; } = 32;

    /// <summary>Seconds a silo that was told to stop has for handing over its grains.</summary>
    public int ShutdownSeconds { get; init; } = 20;

    /// <summary>Seconds after which work that a lost silo left is gone on with, when nobody asks.</summary>
    public int ResumeSeconds { get; init; } = 60;
}
