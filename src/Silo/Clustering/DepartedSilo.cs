namespace GaLNet.Silo.Clustering;

/// <summary>A silo that is no member any more.</summary>
/// <param name="Silo">Its address, port and generation.</param>
/// <param name="WasLost">True when others found it dead; false when it took its leave.</param>
internal readonly record struct DepartedSilo(string Silo, bool WasLost)
{
    /// <summary>From a row of the membership table: who suspected it, as <c>SILO,TIME|SILO,TIME</c>.</summary>
    public static DepartedSilo Of(string silo, string suspects) => new(
        silo, suspects.Split('|', StringSplitOptions.RemoveEmptyEntries)
            .Any(suspect => !suspect.StartsWith(silo + ",", StringComparison.Ordinal)));
}
