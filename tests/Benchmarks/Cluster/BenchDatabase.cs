using System.Diagnostics;
using System.Globalization;
using GaLNet.Silo.Configuration;
using GaLNet.Silo.Storage;

namespace GaLNet.Benchmarks.Cluster;

/// <summary>
/// A private PostgreSQL for the length of a benchmark (scripts/cluster.sh), silos of their own processes on it when
/// they are asked for, and a folder for files.
/// </summary>
internal sealed class BenchDatabase : IDisposable
{
    private BenchDatabase(string root, int port) => (Root, Port) = (root, port);

    public string Root { get; }

    public int Port { get; }

    public DatabaseSettings Settings => new()
    {
        Port = Port,
        Password = File.ReadLines(Path.Combine(State, "password")).First(),
        MaxConnections = 40,
        PatienceSeconds = 30,
    };

    /// <summary>Process of the server.</summary>
    public int Server => int.Parse(
        File.ReadLines(Path.Combine(State, "postgres", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    private string State => Path.Combine(Root, ".cluster");

    /// <summary>Starts it and makes the schema.</summary>
    public static async Task<BenchDatabase> Start()
    {
        var root = Directory.CreateTempSubdirectory("galnet-bench-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(root, (UnixFileMode)0b111_101_101);
        }

        var database = new BenchDatabase(root, Random.Shared.Next(20_000, 32_000));
        database.Script("", "up", "0");
        await PostgresStore.Prepare(database.Settings, CancellationToken.None);
        return database;
    }

    /// <summary>Has so many silos running, with more settings of theirs if need be.</summary>
    public void Up(int silos, string settings = "") => Script(settings, "up", $"{silos}");

    /// <summary>Stops silos and server; the data stay.</summary>
    public void Down() => Script("", "down");

    /// <summary>Process of the silo, 1 and up.</summary>
    public int Silo(int number) => int.Parse(
        File.ReadAllText(Path.Combine(State, $"silo{number}.pid")), CultureInfo.InvariantCulture);

    /// <summary>A number that the server knows.</summary>
    public async Task<long> Ask(string sql)
    {
        await using var connection = new Npgsql.NpgsqlConnection(Settings.ConnectionString());
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Takes the files of a stopped server out of the system's page cache, so that the next one reads from the disk.
    /// </summary>
    public void ForgetFiles() => Run("bash", "-c",
        $"sync -f '{State}'; find '{State}/postgres' -type f -size +0 "
        + "-exec dd of={} oflag=nocache conv=notrunc,fdatasync count=0 status=none ';'");

    public void Dispose()
    {
        Script("", "down");
        Directory.Delete(Root, recursive: true);
    }

    private void Script(string settings, params string[] arguments)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "GaLNet.sln")))
        {
            folder = folder.Parent;
        }

        Environment.SetEnvironmentVariable("GALNET_SILO_ARGS", settings);
        Environment.SetEnvironmentVariable("GALNET_IMAGE_ROOTS", Root);
        Environment.SetEnvironmentVariable("GALNET_CLUSTER_DIR", State);
        Environment.SetEnvironmentVariable("GALNET_PORTS", $"{Port}");
        Environment.SetEnvironmentVariable("GALNET_SILO", Path.Combine(AppContext.BaseDirectory, "galnet-silo.dll"));
        Run("bash", [Path.Combine(folder!.FullName, "scripts", "cluster.sh"), .. arguments]);
    }

    private static void Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        // What a daemon inherits stays open: only the first lines are wanted, and only when it failed.
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"{string.Join(' ', arguments)} failed: {process.StandardError.ReadLine()}");
        }
    }
}
