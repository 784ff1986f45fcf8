namespace GaLNet.Training.Networks;

/// <summary>Parts of our networks that a study can leave out, to see what each is worth. Stored in checkpoints.</summary>
[Flags]
public enum LeftOut
{
    /// <summary>Nothing: the networks as they are shipped.</summary>
    None = 0,
    /// <summary>Gains on measured centroids and moments: places and shapes come from the layers alone.</summary>
    Gains = 1,
    /// <summary>Gains on measured fluxes: magnitude, radius and index come from the layers alone.</summary>
    SizeGains = 2,
    /// <summary>Centroids and moments of the stamp altogether, and with them all gains.</summary>
    Moments = 4 | Gains | SizeGains,
    /// <summary>The centroid of the innermost light.</summary>
    SecondCentroid = 8,
    /// <summary>The asinh of pixels: they stay linear, in the same two units.</summary>
    Compression = 16,
    /// <summary>Ellipticity components as targets: the angle itself in their place, which no gains can serve.</summary>
    Ellipticity = 32 | Gains,
    /// <summary>Logarithms as targets: rEff and n themselves.</summary>
    Logarithms = 64,
    /// <summary>Half resolution from the first layer on: the first block sees every pixel.</summary>
    Halving = 128,
}
