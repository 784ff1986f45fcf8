namespace GaLNet.Cluster.Tests.Support;

/// <summary>Whether PostgreSQL's programs are here; tests that need them are skipped by name where they are not.</summary>
public static class Postgres
{
    public const string Missing = "PostgreSQL is not installed (Debian/Ubuntu: apt-get install postgresql)";

    public static bool IsHere { get; } = Directory.Exists("/usr/lib/postgresql")
        || (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Any(folder => File.Exists(Path.Combine(folder, "initdb")));
}
