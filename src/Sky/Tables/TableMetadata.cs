namespace GaLNet.Sky.Tables;

/// <summary>What a table says about itself as a whole.</summary>
public sealed record TableMetadata
{
    /// <summary>Name of the table (EXTNAME in FITS).</summary>
    public string Name { get; init; } = "CATALOG";

    /// <summary>One or two sentences.</summary>
    public string Description { get; init; } = "";

    /// <summary>Keywords (at most 8 letters, digits, - and _) with their values and what they mean.</summary>
    public IReadOnlyList<(string Key, string Value, string Comment)> Keywords { get; init; } = [];
}
