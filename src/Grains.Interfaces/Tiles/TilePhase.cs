namespace GaLNet.Grains.Interfaces.Tiles;

/// <summary>What a tile is doing.</summary>
public enum TilePhase
{
    /// <summary>Nothing to do.</summary>
    Idle = 0,
    /// <summary>Reading pixels and finding sources.</summary>
    Detecting = 1,
    /// <summary>Modelling the PSF from its stars.</summary>
    ModellingPsf = 2,
    /// <summary>Fitting galaxies and recording them.</summary>
    Measuring = 3,
    /// <summary>Stopped by a failure; see the status' message. The work is kept.</summary>
    Failed = 4,
}
