using System.Diagnostics;
using GaLNet.Silo.Configuration;
using GaLNet.Silo.Storage;

namespace GaLNet.Benchmarks.Cluster;

/// <summary>A private PostgreSQL for the length of a benchmark, and a folder for a SQLite file.</summary>
internal sealed class BenchDatabase : IDisposable
{
    private readonly Dictionary<string, string> _environment = [];

    private BenchDatabase(string root, int port) => (Root, Port) = (root, port);

    public string Root { get; }

    public int Port { get; }

    public DatabaseSettings Settings => new()
    {
        Port = Port,
        Password = File.ReadLines(Path.Combine(Root, ".cluster", "password")).First(),
        MaxConnections = 40,
        PatienceSeconds = 30,
    };

    /// <summary>Starts it with scripts/cluster.sh and makes the schema.</summary>
    public static async Task<BenchDatabase> Start()
    {
        var root = Directory.CreateTempSubdirectory("galnet-bench-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(root, (UnixFileMode)0b111_101_101);
        }

        var database = new BenchDatabase(root, Random.Shared.Next(20_000, 45_000));
        database.Script("up", "0");
        await PostgresStore.Prepare(database.Settings, CancellationToken.None);
        return database;
    }

    public void Dispose()
    {
        Script("down");
        Directory.Delete(Root, recursive: true);
    }

    private void Script(params string[] arguments)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "GaLNet.sln")))
        {
            folder = folder.Parent;
        }

        var start = new ProcessStartInfo(
            "bash", [Path.Combine(folder!.FullName, "scripts", "cluster.sh"), .. arguments]);
        start.Environment["GALNET_CLUSTER_DIR"] = Path.Combine(Root, ".cluster");
        start.Environment["GALNET_PORTS"] = $"{Port}";
        start.Environment["GALNET_SILO"] = Path.Combine(AppContext.BaseDirectory, "galnet-silo.dll");
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException("PostgreSQL did not start; scripts/cluster.sh said why.");
        }
    }
}
