using Microsoft.Extensions.DependencyInjection;

namespace GaLNet.Silo;

/// <summary>How an embedded silo is to run.</summary>
public sealed record EmbeddedSiloOptions
{
    /// <summary>HEALPix order of the tiles of a new catalogue; an existing one keeps its own.</summary>
    public int TileOrder { get; init; } = 8;

    /// <summary>Threads that detect, cut and fit, and as many for each network, 1 and up; null = one per core.</summary>
    public int? ComputeThreads { get; init; }

    /// <summary>Folders that images may be opened in, absolute; empty = anywhere.</summary>
    public IReadOnlyList<string> ImageRoots { get; init; } = [];

    /// <summary>True = information and warnings on standard error, too; false = errors only.</summary>
    public bool Verbose { get; init; }

    /// <summary>
    /// True = calls between grains carry the caller's span, for those who listen. Each call costs more then.
    /// </summary>
    public bool Traces { get; init; }

    /// <summary>Adds to or replaces the silo's services (engines, for example).</summary>
    public Action<IServiceCollection>? ConfigureServices { get; init; }
}
