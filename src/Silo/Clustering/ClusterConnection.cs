using GaLNet.Grains.Interfaces;
using GaLNet.Silo.Configuration;
using GaLNet.Silo.Security;
using GaLNet.Silo.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Configuration;
using Orleans.Hosting;

namespace GaLNet.Silo.Clustering;

/// <summary>A client of a cluster: finds its gateways in the database, and outlives each of them.</summary>
public sealed class ClusterConnection : IAsyncDisposable
{
    private static readonly TimeSpan GatewayRefresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);
    private readonly IHost _host;

    private ClusterConnection(IHost host)
    {
        _host = host;
        Client = host.Services.GetRequiredService<IClusterClient>();
    }

    /// <summary>The way to the grains.</summary>
    public IClusterClient Client { get; }

    /// <summary>
    /// Connects. Throws <see cref="StoreException"/> when the database does not answer, <see cref="InputException"/>
    /// when no silo serves.
    /// </summary>
    /// <param name="settings">Which cluster.</param>
    /// <param name="patience">How long to look for a silo, and to repeat a call that a lost one left open.</param>
    /// <param name="note">Told once per outage what is being waited for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ClusterConnection> OpenAsync(
        ClusterSettings settings, TimeSpan patience, Action<string> note, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        await Reach(settings.Database, cancellationToken).ConfigureAwait(false);
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client => Configure(client, settings, patience, note));
        var host = builder.Build();
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(patience + CallLimit);
            await host.StartAsync(limit.Token).ConfigureAwait(false);
            return new ClusterConnection(host);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && (exception is OperationCanceledException || Unreachable.Is(exception)))
        {
            host.Dispose();
            throw new InputException(
                $"No silo of cluster {settings.ClusterId} in {settings.Database} answers; start some "
                + "(scripts/cluster.sh up, or galnet-silo --Mode cluster), and see that this host can reach them.",
                exception);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(CallLimit);
            await _host.StopAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // A gateway that does not take leave is left without it.
        }
        finally
        {
            _host.Dispose();
        }
    }

    private static void Configure(
        IClientBuilder client, ClusterSettings settings, TimeSpan patience, Action<string> note)
    {
        client.Configure<ClusterOptions>(cluster =>
        {
            cluster.ServiceId = SiloNames.Service;
            cluster.ClusterId = settings.ClusterId;
        });
        client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = GatewayRefresh);
        client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = CallLimit);
        client.UseAdoNetClustering(clustering =>
        {
            clustering.Invariant = PostgresStore.Invariant;
            clustering.ConnectionString = settings.Database.ConnectionString();
        });
        client.UseConnectionRetryFilter(new ConnectAgain(patience));
        client.Services.AddSingleton<IOutgoingGrainCallFilter>(
            new RepeatedCalls(patience, note, new LostSilos(new DepartedSilos(settings).Read)));
        client.AddActivityPropagation();
        if (settings.Tls is { } tls)
        {
            MutualTls.Require(client, MemberCertificate.Load(tls));
        }
    }

    private static Task<bool> Reach(DatabaseSettings database, CancellationToken cancellation) => Patience.Ask(
        async _ =>
        {
            await using var connection = new NpgsqlConnection(database.ConnectionString());
            await connection.OpenAsync(cancellation).ConfigureAwait(false);
            return true;
        },
        database, cancellation: cancellation);
}
