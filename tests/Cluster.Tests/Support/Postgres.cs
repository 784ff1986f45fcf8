namespace GaLNet.Cluster.Tests.Support;

/// <summary>Whether PostgreSQL's programs are here; tests that need them are skipped by name where they are not.</summary>
public static class Postgres
{
    public const string Missing = "PostgreSQL is not installed (Debian/Ubuntu: apt-get install postgresql)";

    private const string DebianFolder = "/usr/lib/postgresql";

    public static bool IsHere { get; } = Debian()
        .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
        .Any(folder => File.Exists(Path.Combine(folder, "initdb")));

    // Debian keeps the programs off the PATH.
    private static IEnumerable<string> Debian() => Directory.Exists(DebianFolder)
        ? Directory.GetDirectories(DebianFolder).Select(version => Path.Combine(version, "bin"))
        : [];
}
