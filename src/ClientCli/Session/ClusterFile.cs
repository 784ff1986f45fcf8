using System.Globalization;
using GaLNet.ClientCli.Shell;
using GaLNet.Silo.Configuration;
using Tomlyn;
using Tomlyn.Model;

namespace GaLNet.ClientCli.Session;

/// <summary>
/// Finds out how to reach a cluster: <c>galnet.toml</c> in the working directory or above it holds
/// <c>[clusters.NAME]</c> with host, port, database, user, password-file, cluster-id and, for TLS, certificate, key and
/// authority; <c>cluster = "NAME"</c> at its top makes one the default. A file of its own holds the same keys at the top.
/// </summary>
internal static class ClusterFile
{
    /// <summary>Names the default cluster.</summary>
    public const string NameVariable = "GALNET_CLUSTER";

    /// <summary>The database's password, when no file is to hold it.</summary>
    public const string PasswordVariable = "GALNET_DATABASE__PASSWORD";

    private const string File = "galnet.toml";
    private const string Local = "local";
    private static readonly string LocalFile = Path.Combine(".cluster", "cluster.toml");

    private static readonly string[] Keys =
        ["cluster-id", "host", "port", "database", "user", "password-file", "certificate", "key", "authority"];

    /// <summary>The cluster to work on when none is asked for, or null.</summary>
    public static string? DefaultName()
    {
        if (Environment.GetEnvironmentVariable(NameVariable) is { Length: > 0 } named)
        {
            return named;
        }

        return Above(File) is { } file && Read(file).TryGetValue("cluster", out var name) ? name as string : null;
    }

    /// <summary>How to reach the cluster of that name or file.</summary>
    public static ClusterSettings Find(string name)
    {
        if (Above(File) is { } file && Read(file).TryGetValue("clusters", out var all) && all is TomlTable clusters
            && clusters.TryGetValue(name, out var found) && found is TomlTable cluster)
        {
            return Settings(cluster, file);
        }

        if (name == Local)
        {
            return Above(LocalFile) is { } local
                ? Settings(Read(local), local)
                : throw new CommandFailedException(
                    "no local cluster was started in this folder or above it: 'scripts/cluster.sh up' starts one.");
        }

        return System.IO.File.Exists(name)
            ? Settings(Read(name), Path.GetFullPath(name))
            : throw new CommandFailedException(
                $"there is no cluster {name}: name one of galnet.toml's [clusters.NAME], a file, or 'local'.");
    }

    private static ClusterSettings Settings(TomlTable table, string file)
    {
        if (table.Keys.FirstOrDefault(key => !Keys.Contains(key)) is { } unknown)
        {
            throw new CommandFailedException(
                $"{file} has a key {unknown} for a cluster; it may have {string.Join(", ", Keys)}.");
        }

        var folder = Path.GetDirectoryName(file)!;
        string? Text(string key) => table.TryGetValue(key, out var value) ? value as string : null;
        string? Place(string key) => Text(key) is { } path ? Path.GetFullPath(path, folder) : null;
        string?[] tls = [Place("certificate"), Place("key"), Place("authority")];
        var usual = new DatabaseSettings();
        return new ClusterSettings
        {
            ClusterId = Text("cluster-id") ?? new ClusterSettings().ClusterId,
            Database = usual with
            {
                Host = Text("host") ?? usual.Host,
                Port = table.TryGetValue("port", out var port)
                    ? Convert.ToInt32(port, CultureInfo.InvariantCulture)
                    : usual.Port,
                Name = Text("database") ?? usual.Name,
                User = Text("user") ?? usual.User,
                Password = Environment.GetEnvironmentVariable(PasswordVariable) is { Length: > 0 } password
                    ? password
                    : Place("password-file") is { } secret ? FirstLine(secret) : null,
                MaxConnections = 4,
            },
            Tls = tls is [{ } certificate, { } key, { } authority]
                ? new TlsSettings { Certificate = certificate, Key = key, Authority = authority }
                : Array.TrueForAll(tls, one => one is null)
                    ? null
                    : throw new CommandFailedException(
                        $"{file}: certificate, key and authority belong together; give all three."),
        };
    }

    private static string FirstLine(string path)
        => System.IO.File.Exists(path) && System.IO.File.ReadLines(path).FirstOrDefault() is { Length: > 0 } line
            ? line
            : throw new CommandFailedException(
                $"the password file {path} is missing or empty: write the password on its first line.");

    private static TomlTable Read(string file)
    {
        try
        {
            return TomlSerializer.Deserialize<TomlTable>(System.IO.File.ReadAllText(file)) ?? [];
        }
        catch (TomlException exception)
        {
            throw new CommandFailedException(
                $"{file} is no TOML: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }

    private static string? Above(string name)
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, name)))
            {
                return Path.Combine(folder.FullName, name);
            }
        }

        return null;
    }
}
