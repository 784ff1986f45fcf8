namespace GaLNet.Grains.Interfaces.References;

/// <summary>The flags' names in tables and JSON.</summary>
public static class ReferenceFlagNames
{
    private static readonly (ReferenceFlags Flag, string Name)[] Names =
    [
        (ReferenceFlags.Ambiguous, "ambiguous"),
        (ReferenceFlags.PaPileUp, "pa_pile_up"),
        (ReferenceFlags.AxisRatioPileUp, "q_pile_up"),
        (ReferenceFlags.IndexAtBound, "n_at_bound"),
        (ReferenceFlags.ReffAtBound, "reff_at_bound"),
        (ReferenceFlags.AxisRatioAtBound, "q_at_bound"),
        (ReferenceFlags.MagAtBound, "mag_at_bound"),
        (ReferenceFlags.FlaggedByCode, "flagged_by_code"),
        (ReferenceFlags.CentreNotFitted, "centre_not_fitted"),
    ];

    /// <summary>Names of the flags that are set.</summary>
    public static IEnumerable<string> Decode(ReferenceFlags flags)
        => Names.Where(one => (flags & one.Flag) != 0).Select(one => one.Name);
}
