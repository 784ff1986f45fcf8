using GaLNet.Inference;
using GaLNet.Training.Studies;

namespace GaLNet.Training.Feed;

/// <summary>How mocks become batches. Two feeds of equal options give the same bytes, batch by batch.</summary>
public sealed record FeedOptions
{
    /// <summary>Seed of everything: galaxies, surroundings, noise, orientations.</summary>
    public required ulong Seed { get; init; }
    /// <summary>Stamps per batch.</summary>
    public int BatchSize { get; init; } = 64;
    /// <summary>Pixels per side of a stamp; anything but the contract's is for studies.</summary>
    public int StampSide { get; init; } = NetworkContract.StampSize;
    /// <summary>Distribution of rEff and n in the paper's sample; shifted for studies alone.</summary>
    public PriorShift Priors { get; init; }
    /// <summary>Real sky under the paper's sample, and real PSFs; null = both drawn.</summary>
    public RealSkyOptions? RealSky { get; init; }
    /// <summary>Records kept in memory, 16 KB each at 61 pixels.</summary>
    public int PoolSize { get; init; } = 65_536;
    /// <summary>Records that must be there before the first batch.</summary>
    public int FirstPool { get; init; } = 8_192;
    /// <summary>Times a record is used on average, each time with new noise and another orientation.</summary>
    public double UsesPerRecord { get; init; } = 8;
    /// <summary>Share of records from the wide sample (other pixel scales, seeing and gains).</summary>
    public double WideShare { get; init; } = 0.2;
    /// <summary>Share of stamps without any neighbour.</summary>
    public double CleanShare { get; init; } = 0.1;
    /// <summary>Share of stamps that get the neighbours of another record.</summary>
    public double MixedShare { get; init; } = 0.2;
    /// <summary>Standard deviation of an error in the sky's level, in units of the sky's noise per pixel.</summary>
    public double SkyJitter { get; init; } = 0.02;
    /// <summary>All eight orientations, or only the drawn one.</summary>
    public bool Orient { get; init; } = true;
    /// <summary>Threads that paint records; 0 paints in the caller's thread only.</summary>
    public int Painters { get; init; } = 1;
}
