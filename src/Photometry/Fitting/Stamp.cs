using GaLNet.Photometry.Profiles;

namespace GaLNet.Photometry.Fitting;

/// <summary>
/// A cut-out with one galaxy near its centre, and what is needed to weigh its pixels. Row-major [Height, Width],
/// row 0 = the first FITS row. Values are the image's own counts; nothing here assumes their scale (KiDS: ~1e-12).
/// </summary>
public sealed class Stamp
{
    /// <summary>Pixels along a row (61 in the paper).</summary>
    public required int Width { get; init; }

    /// <summary>Rows.</summary>
    public required int Height { get; init; }

    /// <summary>[Height * Width] counts. NaN marks a pixel without data.</summary>
    public required float[] Pixels { get; init; }

    /// <summary>
    /// Standard deviation of the sky per pixel, counts; used where <see cref="SkyVariance"/> is null.
    /// </summary>
    public double SkySigma { get; init; }

    /// <summary>
    /// [Height * Width] sky variance per pixel, counts², or null. Zero, negative or NaN: pixel left out.
    /// </summary>
    public float[]? SkyVariance { get; init; }

    /// <summary>
    /// [Height * Width] total 1-sigma map, counts, used as it is (no source noise is added), or null.
    /// </summary>
    public float[]? Sigma { get; init; }

    /// <summary>[Height * Width] mask, non-zero = leave out, or null.</summary>
    public byte[]? Mask { get; init; }

    /// <summary>Electrons per count; +Infinity when the source's own noise is to be neglected.</summary>
    public double Gain { get; init; } = double.PositiveInfinity;

    /// <summary>Known sky level, counts; the fit frees it unless <see cref="SkyIsFixed"/>.</summary>
    public double Sky { get; init; }

    /// <summary>True when <see cref="Sky"/> is to be taken as exact.</summary>
    public bool SkyIsFixed { get; init; }

    /// <summary>
    /// Where the target is expected and what it looks like, if somebody knows; else the central pixel.
    /// </summary>
    public SersicProfile? Guess { get; init; }

    /// <summary>
    /// Detected sources other than the target whose light may reach the stamp (they may lie outside it).
    /// </summary>
    public IReadOnlyList<Neighbour> Neighbours { get; init; } = [];

    /// <summary>Where the engine may look for neighbours beyond <see cref="Neighbours"/>.</summary>
    public NeighbourSearch Search { get; init; }

    /// <summary>Radius of the aperture of the paper's S/N, pixels (1.5 arcsec).</summary>
    public double SignalRadiusPix { get; init; } = 7.5;
}
