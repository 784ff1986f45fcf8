namespace GaLNet.Photometry.Mocks;

/// <summary>
/// Real backgrounds and the rule by which places are chosen on them. The paper picked its cut-outs by eye "with no
/// saturated stars, spikes or bright central sources" (§2.2); here a place is taken when its stamp lies inside the
/// field, holds no masked pixel, and has less light within a radius of its centre than a bright neighbour would have.
/// </summary>
public sealed record MockBackgrounds
{
    /// <summary>The fields, all with the pixel scale and zero point of the stamps.</summary>
    public required IReadOnlyList<BackgroundField> Fields { get; init; }

    /// <summary>
    /// True: each stamp has the PSF of its place (the paper's first future improvement). False: a PSF drawn at random,
    /// as the paper did.
    /// </summary>
    public bool PairPsf { get; init; } = true;

    /// <summary>Radius around the stamp's centre within which light counts as central, arcsec.</summary>
    public double CentralRadiusArcsec { get; init; } = 1.5;

    /// <summary>Magnitude that the light within that radius must not reach.</summary>
    public double BrightMag { get; init; } = 22.5;
}
