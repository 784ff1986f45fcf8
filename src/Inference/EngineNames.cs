namespace GaLNet.Inference;

/// <summary>The words that <c>--engine</c> takes: the one place that lists them.</summary>
public static class EngineNames
{
    /// <summary>χ² minimisation.</summary>
    public const string Chi2 = "chi2";

    /// <summary>A network that sees the stamp alone.</summary>
    public const string GaLNet1 = "galnet-1";

    /// <summary>A network that sees the stamp and its PSF.</summary>
    public const string GaLNet2 = "galnet-2";

    /// <summary>A χ² fit that knows what a GaLNet-2 network says.</summary>
    public const string Hybrid = "hybrid";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Chi2, GaLNet1, GaLNet2, Hybrid];

    /// <summary>True for a word among <see cref="All"/>.</summary>
    public static bool IsKnown(string? word) => word is not null && All.Contains(word);

    /// <summary>
    /// The word of the networks that an engine needs: itself for networks, <c>galnet-2</c> for <c>hybrid</c>, null for
    /// <c>chi2</c>.
    /// </summary>
    public static string? NetworkOf(string word) => word switch
    {
        GaLNet1 or GaLNet2 => word,
        Hybrid => GaLNet2,
        _ => null,
    };
}
