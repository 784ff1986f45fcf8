using System.Globalization;
using System.Net;
using GaLNet.Grains.Interfaces;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace GaLNet.Silo.Configuration;

/// <summary>
/// Makes <see cref="SiloSettings"/> of configuration: a JSON file, then environment variables <c>GALNET_…</c>
/// (<c>GALNET_DATABASE__HOST</c>), then the command line (<c>--Database:Host</c>); the last one that says something
/// wins. Every mistake is an <see cref="InputException"/> that names the key and the remedy.
/// </summary>
public static class SettingsReader
{
    /// <summary>Start of environment variables.</summary>
    public const string EnvironmentPrefix = "GALNET_";

    private const int MaxTileOrder = 20;

    /// <summary>Reads and checks.</summary>
    /// <param name="configuration">All sources, last wins.</param>
    /// <param name="said">Keys that the file and the command line set: each of them must be known.</param>
    public static SiloSettings Read(IConfiguration configuration, IEnumerable<string> said)
    {
        var keys = new KeyReader(configuration);
        var mode = keys.Word("Mode", "embedded", "embedded", "cluster") == "cluster"
            ? SiloMode.Cluster
            : SiloMode.Embedded;
        var listen = Address(keys, "Silo:Listen") ?? IPAddress.Loopback;
        var settings = new SiloSettings
        {
            Mode = mode,
            Store = keys.Text("Store") ?? "galnet.db",
            Cluster = Cluster(keys),
            Name = keys.Text("Silo:Name") ?? Environment.MachineName,
            Listen = listen,
            Advertise = Address(keys, "Silo:Advertise") ?? (IsAny(listen) ? OwnAddress() : listen),
            Port = keys.Whole("Silo:Port", 1, 65535) ?? SiloSettings.DefaultPort,
            GatewayPort = keys.Whole("Silo:GatewayPort", 1, 65535) ?? SiloSettings.DefaultGatewayPort,
            Hardware = keys.Word("Hardware", "cpu", "cpu", "gpu"),
            Roles = keys.List("Roles"),
            ImageRoots = Roots(keys),
            Limits = Limits(keys),
            Monitoring = Monitoring(keys),
            Insecure = keys.Switch("Insecure"),
            LogLevel = Enum.Parse<LogLevel>(
                keys.Word("Log:Level", "Warning", Enum.GetNames<LogLevel>()), ignoreCase: true),
            LogJson = keys.Word("Log:Format", "text", "text", "json") == "json",
        };
        keys.RefuseUnknown(said);
        Check(settings);
        return settings;
    }

    private static ClusterSettings Cluster(KeyReader keys) => new()
    {
        ClusterId = keys.Text("ClusterId") ?? "galnet",
        Database = new DatabaseSettings
        {
            Host = keys.Text("Database:Host") ?? "127.0.0.1",
            Port = keys.Whole("Database:Port", 1, 65535) ?? 5432,
            Name = keys.Text("Database:Name") ?? "galnet",
            User = keys.Text("Database:User") ?? "galnet",
            Password = SecretFile.Read(keys, "Database:Password", "Database:PasswordFile"),
            MaxConnections = keys.Whole("Database:MaxConnections", 4, 1000) ?? 20,
            PatienceSeconds = keys.Whole("Database:PatienceSeconds", 0, 600) ?? 10,
        },
        Tls = Tls(keys),
    };

    private static TlsSettings? Tls(KeyReader keys)
    {
        string?[] files = [keys.Text("Tls:Certificate"), keys.Text("Tls:Key"), keys.Text("Tls:Authority")];
        if (Array.TrueForAll(files, file => file is null))
        {
            return null;
        }

        return files is [{ } certificate, { } key, { } authority]
            ? new TlsSettings { Certificate = certificate, Key = key, Authority = authority }
            : throw new InputException(
                "Tls:Certificate, Tls:Key and Tls:Authority belong together and one is missing; give all three files.");
    }

    private static LimitSettings Limits(KeyReader keys) => new()
    {
        TileOrder = keys.Whole("Limits:TileOrder", 0, MaxTileOrder) ?? new LimitSettings().TileOrder,
        ComputeThreads = keys.Whole("Limits:ComputeThreads", 1, 1024),
        GroupSize = keys.Whole("Limits:GroupSize", 1, 100_000) ?? new LimitSettings().GroupSize,
        ShutdownSeconds = keys.Whole("Limits:ShutdownSeconds", 1, 3600) ?? new LimitSettings().ShutdownSeconds,
        ResumeSeconds = keys.Whole("Limits:ResumeSeconds", 10, 86_400) ?? new LimitSettings().ResumeSeconds,
    };

    private static MonitoringSettings Monitoring(KeyReader keys) => new()
    {
        Listen = Address(keys, "Monitoring:Listen")?.ToString() ?? new MonitoringSettings().Listen,
        Port = keys.Whole("Monitoring:Port", 1, 65535),
        Dashboard = keys.Switch("Monitoring:Dashboard"),
        Traces = keys.Text("Monitoring:Traces"),
    };

    private static string[] Roots(KeyReader keys)
    {
        string[] roots = [.. keys.List("Images:Roots").Select(Path.GetFullPath)];
        foreach (var root in roots.Where(root => !Directory.Exists(root)))
        {
            throw new InputException($"Images:Roots names {root}, which is no folder; create it or name another.");
        }

        return roots;
    }

    private static void Check(SiloSettings settings)
    {
        if (settings.Mode == SiloMode.Embedded)
        {
            return;
        }

        if (settings.Port == settings.GatewayPort)
        {
            throw new InputException(
                $"Silo:Port and Silo:GatewayPort are both {settings.Port}; give each its own port.");
        }

        if (settings.ImageRoots.Count == 0)
        {
            throw new InputException(
                "Images:Roots is not set, so that no image could be opened; name the folders that hold images.");
        }

        if (!IPAddress.IsLoopback(settings.Listen) && settings.Cluster.Tls is null && !settings.Insecure)
        {
            throw new InputException(
                $"Silo:Listen is {settings.Listen}, where strangers can connect, and Tls:Certificate is not set; give "
                + "Tls:Certificate, Tls:Key and Tls:Authority, or say --insecure in a network that has no strangers.");
        }

        if (settings.Monitoring is { Dashboard: true, Port: null })
        {
            throw new InputException("Monitoring:Dashboard is on without Monitoring:Port; give the port to show it on.");
        }
    }

    private static IPAddress? Address(KeyReader keys, string key)
    {
        if (keys.Text(key) is not { } text)
        {
            return null;
        }

        if (string.Equals(text, "localhost", StringComparison.OrdinalIgnoreCase))
        {
            return IPAddress.Loopback;
        }

        return IPAddress.TryParse(text, out var address)
            ? address
            : throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"{key} is '{text}', which is no IP address; write one such as 127.0.0.1, or 0.0.0.0 for all."));
    }

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static IPAddress OwnAddress()
        => Array.Find(Dns.GetHostAddresses(Dns.GetHostName()), address => !IPAddress.IsLoopback(address)
            && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork)
            ?? throw new InputException(
                "Silo:Listen is every address and this host has none of its own; say which others reach it at with "
                + "Silo:Advertise.");
}
