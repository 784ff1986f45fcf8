using System.Net;
using System.Net.Sockets;
using GaLNet.Grains;
using GaLNet.Grains.Interfaces;
using GaLNet.Silo.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;

namespace GaLNet.Silo;

/// <summary>Builds and starts silos.</summary>
public static class GaLNetSilo
{
    private const int PortAttempts = 5;
    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Starts a silo inside this process on a SQLite file, created when it does not exist. One process at a time uses
    /// a store; several silos on different stores may run side by side. Throws <see cref="StoreException"/> with one
    /// sentence when the store cannot be used.
    /// </summary>
    public static async Task<EmbeddedSilo> StartEmbeddedAsync(
        string storePath, EmbeddedSiloOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(storePath);
        options ??= new EmbeddedSiloOptions();
        var path = Path.GetFullPath(storePath);
        var storeLock = StoreLock.Take(path);
        try
        {
            SqliteStore.Prepare(path);
            var host = await StartHost(path, options, cancellationToken).ConfigureAwait(false);
            return new EmbeddedSilo(host, storeLock, path);
        }
        catch
        {
            SqliteStore.Close(path);
            storeLock.Dispose();
            throw;
        }
    }

    private static async Task<IHost> StartHost(string path, EmbeddedSiloOptions options, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var host = BuildHost(path, options, FreePort());
            try
            {
                await host.StartAsync(cancellation).ConfigureAwait(false);
                return host;
            }
            catch (Exception exception) when (attempt < PortAttempts && PortInUse.In(exception))
            {
                host.Dispose();
            }
            catch
            {
                host.Dispose();
                throw;
            }
        }
    }

    private static IHost BuildHost(string path, EmbeddedSiloOptions options, int port)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownLimit);
        Log(builder.Logging, options.Verbose);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(port, gatewayPort: 0, serviceId: SiloNames.Service, clusterId: SiloNames.Service);
            CatalogueStorage.AddSqlite(silo.Services, path);
            silo.UseAdoNetReminderService(reminders =>
            {
                reminders.Invariant = SqliteStore.Invariant;
                reminders.ConnectionString = SqliteStore.ConnectionString(path);
            });
            OneWriterReminders.Wrap(silo.Services);
            silo.AddGaLNetGrains(grains =>
            {
                grains.TileOrder = options.TileOrder;
                grains.ImageRoots = options.ImageRoots;
                grains.ComputeThreads = options.ComputeThreads ?? Environment.ProcessorCount;
            });
            if (options.Traces)
            {
                silo.AddActivityPropagation();
            }
        });
        options.ConfigureServices?.Invoke(builder.Services);
        return builder.Build();
    }

    private static void Log(ILoggingBuilder logging, bool verbose)
    {
        logging.SetMinimumLevel(verbose ? LogLevel.Information : LogLevel.Error);
        if (!verbose)
        {
            // What goes wrong in storage or in a call reaches the caller as one sentence; it need not be said twice.
            logging.AddFilter("Orleans", LogLevel.Critical);
            logging.AddFilter("GaLNet.Silo.Storage", LogLevel.Critical);
            logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical);
        }

        logging.AddSimpleConsole(console => console.SingleLine = true);
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    /// <summary>A port that was free a moment ago; whoever takes it first wins, and we try another.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
