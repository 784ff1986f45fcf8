namespace GaLNet.Silo.Configuration;

/// <summary>Files with which silos and clients know each other: PEM, each side shows a certificate of one authority.</summary>
public sealed record TlsSettings
{
    /// <summary>This process' certificate.</summary>
    public required string Certificate { get; init; }

    /// <summary>Its private key.</summary>
    public required string Key { get; init; }

    /// <summary>The authority that signed every member's certificate.</summary>
    public required string Authority { get; init; }
}
