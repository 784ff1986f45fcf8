namespace GaLNet.Photometry.Detection;

/// <summary>A source found in a plane, in the plane's 0-based pixels and counts.</summary>
public sealed record DetectedSource
{
    /// <summary>Windowed centroid along a row.</summary>
    public required double XPix { get; init; }
    /// <summary>Windowed centroid along a column.</summary>
    public required double YPix { get; init; }
    /// <summary>Total (Kron-like) flux.</summary>
    public required double Flux { get; init; }
    /// <summary>1-sigma error of <see cref="Flux"/>.</summary>
    public double FluxError { get; init; }
    /// <summary>Signal to noise inside the paper's aperture (1.5 arcsec).</summary>
    public double SignalToNoise { get; init; }
    /// <summary>Half-light radius as seen, pixels.</summary>
    public double HalfLightRadiusPix { get; init; }
    /// <summary>Rms along the major axis, pixels (second moments of the isophotal footprint).</summary>
    public double MajorPix { get; init; }
    /// <summary>Rms along the minor axis, pixels.</summary>
    public double MinorPix { get; init; }
    /// <summary>Orientation of the major axis, degrees counter-clockwise from +x.</summary>
    public double ThetaDeg { get; init; }
    /// <summary>Pixels of its footprint.</summary>
    public int Area { get; init; }
    /// <summary>Brightest pixel, sky subtracted.</summary>
    public double Peak { get; init; }
    /// <summary>True for a point source (size-magnitude locus).</summary>
    public bool IsStar { get; init; }
    /// <summary>True when the footprint was split from a neighbour's or touches one.</summary>
    public bool IsBlended { get; init; }
    /// <summary>True when saturated pixels lie in the footprint.</summary>
    public bool IsSaturated { get; init; }
    /// <summary>True when the footprint touches the plane's edge or pixels without data.</summary>
    public bool IsTruncated { get; init; }
}
