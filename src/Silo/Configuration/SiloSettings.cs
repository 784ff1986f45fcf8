using System.Net;
using Microsoft.Extensions.Logging;

namespace GaLNet.Silo.Configuration;

/// <summary>How one silo is to run; read by <see cref="SettingsReader"/>.</summary>
public sealed record SiloSettings
{
    /// <summary>Port that silos talk to each other through unless told otherwise.</summary>
    public const int DefaultPort = 11111;

    /// <summary>Port that clients talk to unless told otherwise.</summary>
    public const int DefaultGatewayPort = 30000;

    /// <summary>One process or many.</summary>
    public SiloMode Mode { get; init; }

    /// <summary>The SQLite file of an embedded silo.</summary>
    public string Store { get; init; } = "galnet.db";

    /// <summary>What the cluster's members have in common.</summary>
    public ClusterSettings Cluster { get; init; } = new();

    /// <summary>Name in lists and logs.</summary>
    public string Name { get; init; } = Environment.MachineName;

    /// <summary>Address to listen on; loopback unless told otherwise.</summary>
    public IPAddress Listen { get; init; } = IPAddress.Loopback;

    /// <summary>Address that others reach this silo at.</summary>
    public IPAddress Advertise { get; init; } = IPAddress.Loopback;

    /// <summary>Port for other silos.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Port for clients.</summary>
    public int GatewayPort { get; init; } = DefaultGatewayPort;

    /// <summary>What it computes with: <c>gpu</c> or <c>cpu</c>; becomes the silo's metadata <c>hardware</c>.</summary>
    public string Hardware { get; init; } = "cpu";

    /// <summary>Free words that become the silo's metadata <c>roles</c>.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Folders that images may be opened in; empty = anywhere (embedded only).</summary>
    public IReadOnlyList<string> ImageRoots { get; init; } = [];

    /// <summary>How much it takes on.</summary>
    public LimitSettings Limits { get; init; } = new();

    /// <summary>What it shows of itself.</summary>
    public MonitoringSettings Monitoring { get; init; } = new();

    /// <summary>True = listen beyond loopback without TLS all the same.</summary>
    public bool Insecure { get; init; }

    /// <summary>Least severity that is logged.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Warning;

    /// <summary>True = one JSON object per line of log.</summary>
    public bool LogJson { get; init; }
}
