namespace GaLNet.ClientCli.References;

/// <summary>What <c>galnet reference add</c> is asked to do.</summary>
internal sealed record ReferenceRequest
{
    /// <summary>The catalogue; several files only of GALFIT results.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Name of a mapping of ours, or null.</summary>
    public string? Format { get; init; }

    /// <summary>Mapping file of the user, or null.</summary>
    public string? Map { get; init; }

    /// <summary>Name of the reference; null = the format's.</summary>
    public string? Name { get; init; }

    /// <summary>Radius of the matching by position, arcsec; 0 = by galaxy id.</summary>
    public double MatchArcsec { get; init; } = 1;

    /// <summary>Replacements in the mapping, <c>section.key=value</c>.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>What <c>{band}</c> stands for in column names.</summary>
    public string Band { get; init; } = "r";

    /// <summary>Image whose pixels the catalogue speaks of: an id, the start of one, or a FITS file; or null.</summary>
    public string? Image { get; init; }

    /// <summary>Where unmatched rows are listed; null = beside the store's folder, named after the reference.</summary>
    public string? Unmatched { get; init; }

    /// <summary>True to match again although the same content is attached already.</summary>
    public bool Again { get; init; }
}
