namespace GaLNet.Grains.Interfaces.Models;

/// <summary>The words by which people name ways to measure a galaxy.</summary>
public static class EngineWords
{
    /// <summary>χ² minimisation.</summary>
    public const string Chi2 = "chi2";

    /// <summary>A network that sees the stamp alone.</summary>
    public const string GaLNet1 = "galnet-1";

    /// <summary>A network that sees the stamp and its PSF.</summary>
    public const string GaLNet2 = "galnet-2";

    /// <summary>χ² minimisation that starts from the answer of <see cref="GaLNet2"/>.</summary>
    public const string Hybrid = "hybrid";

    /// <summary>Every word, in the order in which help lists them.</summary>
    public static IReadOnlyList<string> All { get; } = [Chi2, GaLNet1, GaLNet2, Hybrid];

    /// <summary>The word whose network an engine needs; null when it needs none.</summary>
    public static string? NetworkOf(string word) => word switch
    {
        GaLNet1 or GaLNet2 => word,
        Hybrid => GaLNet2,
        _ => null,
    };
}
