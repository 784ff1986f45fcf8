using System.Diagnostics;
using System.Globalization;
using GaLNet.Silo.Clustering;
using GaLNet.Silo.Configuration;
using GaLNet.Tests;
using Npgsql;

namespace GaLNet.Cluster.Tests.Support;

/// <summary>A cluster of real processes, started by <c>scripts/cluster.sh</c> in a folder of its own.</summary>
public class LocalCluster : IAsyncLifetime
{
    public const int TileOrder = 11;
    private const int PortsNeeded = 12;
    private const int MostSilos = 3;
    private const string Settings = "--Limits:ComputeThreads 1 --Limits:GroupSize 16 --Limits:ResumeSeconds 15 ";
    private readonly string _root = Directory.CreateTempSubdirectory("galnet-cluster-").FullName;
    private readonly Dictionary<string, string> _environment = [];
    private readonly SemaphoreSlim _script = new(1, 1);

    /// <summary>Folder of the test: images go here, commands run here.</summary>
    public string Root => _root;

    internal string State => Path.Combine(_root, ".cluster");

    /// <summary>What tells a command how to reach it.</summary>
    internal string ClusterFile => Path.Combine(State, "cluster.toml");

    internal int FirstPort { get; private set; }

    internal DatabaseSettings Database => new()
    {
        Port = FirstPort,
        Password = File.ReadLines(Path.Combine(State, "password")).First(),
        PatienceSeconds = 10,
    };

    public virtual async ValueTask InitializeAsync()
    {
        if (!Postgres.IsHere)
        {
            return;
        }

        FirstPort = FreePorts.InARow(PortsNeeded);
        if (!OperatingSystem.IsWindows())
        {
            // The owner of the database may be another user, and must get through.
            File.SetUnixFileMode(_root, (UnixFileMode)0b111_101_101);
        }

        _environment["GALNET_CLUSTER_DIR"] = State;
        _environment["GALNET_PORTS"] = $"{FirstPort}";
        _environment["GALNET_IMAGE_ROOTS"] = _root;
        _environment["GALNET_SILO"] = Path.Combine(AppContext.BaseDirectory, "galnet-silo.dll");
        await Up(1);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Postgres.IsHere)
        {
            await Script("down");
        }

        _script.Dispose();
        if (Environment.GetEnvironmentVariable("GALNET_KEEP_CLUSTER") is null)
        {
            Directory.Delete(_root, recursive: true);
        }
    }

    internal async Task<Commands.Outcome> Script(params string[] arguments)
    {
        await _script.WaitAsync();
        try
        {
            var script = Path.Combine(SharedData.RepositoryRoot, "scripts", "cluster.sh");
            return await Commands.Finish(Commands.Start("bash", [script, .. arguments], _root, _environment));
        }
        finally
        {
            _script.Release();
        }
    }

    /// <summary>All of these silos run afterwards; those that are started get the settings, too.</summary>
    internal async Task Up(int silos, string settings = "")
    {
        await _script.WaitAsync();
        _environment["GALNET_SILO_ARGS"] = $"--Limits:TileOrder {TileOrder} {Settings}{settings}";
        _script.Release();
        (await Script("up", $"{silos}")).Succeeded();
    }

    /// <summary>These silos run afterwards and no others.</summary>
    internal async Task Only(int silos)
    {
        for (var silo = silos + 1; silo <= MostSilos; silo++)
        {
            await Script("stop", $"{silo}"); // It fails where none runs.
        }

        await Up(silos);
    }

    /// <summary>Ends a silo with kill -9.</summary>
    internal async Task Kill(int silo) => (await Script("kill", $"{silo}")).Succeeded();

    /// <summary>True while a silo's process lives.</summary>
    internal bool Lives(int silo)
    {
        var file = Path.Combine(State, $"silo{silo}.pid");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var process)
            && Directory.Exists($"/proc/{process}");
    }

    /// <summary>Starts, stops, restarts or kills the database; the test's own connections to it are given up.</summary>
    internal async Task TellDatabase(string what)
    {
        (await Script("database", what)).Succeeded();
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>Reminders that are set: tiles with work.</summary>
    internal async Task<long> Reminders(CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(Database.ConnectionString() + ";Pooling=false");
        await connection.OpenAsync(stop);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM OrleansRemindersTable", connection);
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>What does not wait for the disk stays in the database's memory for long: a crash loses it.</summary>
    internal async Task FlushSeldom(CancellationToken stop)
    {
        await using var source = NpgsqlDataSource.Create(Database.ConnectionString() + ";Pooling=false");
        await source.CreateCommand("ALTER SYSTEM SET wal_writer_delay = '10s'").ExecuteNonQueryAsync(stop);
        await source.CreateCommand("SELECT pg_reload_conf()").ExecuteNonQueryAsync(stop);
    }

    internal Process StartGalnet(params string[] arguments)
        => Commands.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "galnet.dll"), .. arguments], _root, _environment);

    internal Task<Commands.Outcome> Galnet(params string[] arguments) => Commands.Finish(StartGalnet(arguments));

    internal Task<ClusterConnection> Connect(TimeSpan? patience = null) => ClusterConnection.OpenAsync(
        new ClusterSettings { Database = Database }, patience ?? TimeSpan.FromSeconds(60), _ => { },
        TestContext.Current.CancellationToken);
}
