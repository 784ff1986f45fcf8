namespace GaLNet.Photometry.Fitting;

/// <summary>The names of flags in tables and on screens, and what each tells a reader.</summary>
public static class FitFlagNames
{
    private static readonly (FitFlags Flag, string Name, string Description)[] Known =
    [
        (FitFlags.MaskedPixels, "masked_pixels", "masked, NaN or zero-weight pixels inside the stamp were left out"),
        (FitFlags.ImageEdge, "image_edge", "the stamp reaches beyond the image"),
        (FitFlags.Saturated, "saturated", "saturated pixels inside the source"),
        (FitFlags.Blended, "blended", "light of a neighbour overlaps the source"),
        (FitFlags.LowSignalToNoise, "low_sn", "S/N inside 1.5 arcsec below the limit: listed, not fitted"),
        (FitFlags.PsfFallback, "psf_fallback",
            "too few stars nearby: the tile's mean PSF, or one borrowed from the image"),
        (FitFlags.MagNearBound, "mag_near_bound", "magnitude at the edge of the allowed range"),
        (FitFlags.ReffNearBound, "reff_near_bound", "effective radius at the edge of the allowed range"),
        (FitFlags.AxisRatioNearBound, "q_near_bound", "axis ratio at the edge of the allowed range"),
        (FitFlags.IndexNearBound, "n_near_bound", "Sérsic index at the edge of the allowed range"),
        (FitFlags.OutsideTrainingDomain, "outside_training_domain", "unlike what the network was trained on"),
        (FitFlags.NotConverged, "not_converged", "the minimisation stopped before it converged"),
        (FitFlags.NoCovariance, "no_covariance", "the covariance is singular: no errors"),
        (FitFlags.StampTooSmall, "stamp_too_small", "the effective radius is large compared with the stamp"),
        (FitFlags.Failed, "failed", "no measurement: the values are NaN"),
        (FitFlags.Star, "star", "a point source: listed with position and magnitude, not fitted"),
    ];

    /// <summary>Every flag there is, lowest bit first.</summary>
    public static IReadOnlyList<FitFlags> All { get; } = [.. Known.Select(entry => entry.Flag)];

    /// <summary>Names of the flags that are set, lowest bit first; a bit nobody knows reads <c>bit_20</c>.</summary>
    public static IReadOnlyList<string> Decode(FitFlags flags)
        => [.. Enumerable.Range(0, 32).Select(bit => (FitFlags)(1 << bit))
            .Where(flag => (flags & flag) != 0).Select(NameOf)];

    /// <summary>Name of one flag, e.g. <c>masked_pixels</c>.</summary>
    public static string NameOf(FitFlags flag)
        => Array.Find(Known, entry => entry.Flag == flag).Name
            ?? $"bit_{System.Numerics.BitOperations.TrailingZeroCount((uint)flag)}";

    /// <summary>What one flag tells, as half a sentence.</summary>
    public static string DescriptionOf(FitFlags flag)
        => Array.Find(Known, entry => entry.Flag == flag).Description ?? "set by a newer version of this software";
}
