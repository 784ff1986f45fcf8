namespace GaLNet.Silo.Configuration;

/// <summary>What a silo shows of itself over HTTP.</summary>
public sealed record MonitoringSettings
{
    /// <summary>Address to listen on; strangers see nothing unless it is changed.</summary>
    public string Listen { get; init; } = "127.0.0.1";

    /// <summary>Port of <c>/health</c>, <c>/ready</c> and <c>/metrics</c>; null = none of them.</summary>
    public int? Port { get; init; }

    /// <summary>True = Orleans' dashboard under <c>/dashboard</c>, too. It asks nobody for a password.</summary>
    public bool Dashboard { get; init; }

    /// <summary>Where to send traces (OTLP), e.g. <c>http://127.0.0.1:4317</c>; null = nowhere.</summary>
    public string? Traces { get; init; }
}
