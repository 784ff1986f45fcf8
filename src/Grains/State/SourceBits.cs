namespace GaLNet.Grains.State;

/// <summary>What is known of a source. Stored: never renumber.</summary>
[Flags]
public enum SourceBits
{
    /// <summary>An ordinary source.</summary>
    None = 0,
    /// <summary>A point source.</summary>
    Star = 1 << 0,
    /// <summary>Its footprint was split from a neighbour's or touches one.</summary>
    Blended = 1 << 1,
    /// <summary>Saturated pixels lie in its footprint.</summary>
    Saturated = 1 << 2,
    /// <summary>Its footprint touches the edge of the image or pixels without data.</summary>
    Truncated = 1 << 3,
    /// <summary>A star sure enough to model the PSF with.</summary>
    PsfStar = 1 << 4,
}
