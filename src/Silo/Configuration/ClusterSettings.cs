namespace GaLNet.Silo.Configuration;

/// <summary>What silos and clients of one cluster have in common.</summary>
public sealed record ClusterSettings
{
    /// <summary>Tells clusters in one database apart; every member says the same.</summary>
    public string ClusterId { get; init; } = "galnet";

    /// <summary>The database.</summary>
    public DatabaseSettings Database { get; init; } = new();

    /// <summary>Mutual TLS; null = plain connections.</summary>
    public TlsSettings? Tls { get; init; }
}
