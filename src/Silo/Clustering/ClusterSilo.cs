using GaLNet.Grains;
using GaLNet.Grains.Interfaces;
using GaLNet.Silo.Configuration;
using GaLNet.Silo.Monitoring;
using GaLNet.Silo.Security;
using GaLNet.Silo.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace GaLNet.Silo.Clustering;

/// <summary>Starts a silo that is a member of a cluster on PostgreSQL.</summary>
public static class ClusterSilo
{
    /// <summary>
    /// Brings the database up to date, joins, and returns when the silo serves. Throws <see cref="StoreException"/> or
    /// <see cref="InputException"/> with one sentence.
    /// </summary>
    public static async Task<IHost> StartAsync(SiloSettings settings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        await PostgresStore.Prepare(settings.Cluster.Database, cancellationToken).ConfigureAwait(false);
        var host = Build(settings);
        try
        {
            await host.StartAsync(cancellationToken).ConfigureAwait(false);
            return host;
        }
        catch (Exception exception) when (PortInUse.In(exception))
        {
            host.Dispose();
            throw new InputException(
                $"One of the ports {settings.Port} and {settings.GatewayPort} is in use; stop what uses it, or give "
                + "others as Silo:Port and Silo:GatewayPort.", exception);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    private static IHost Build(SiloSettings settings)
    {
        var (builder, build) = MonitoredHost.Create(settings);
        builder.Services.Configure<HostOptions>(host =>
            host.ShutdownTimeout = TimeSpan.FromSeconds(settings.Limits.ShutdownSeconds));
        builder.UseOrleans(silo => Configure(silo, settings));
        builder.Services.AddHostedService<CollectorMode>();
        return build();
    }

    private static void Configure(ISiloBuilder silo, SiloSettings settings)
    {
        var database = settings.Cluster.Database;
        silo.Configure<ClusterOptions>(cluster =>
        {
            cluster.ServiceId = SiloNames.Service;
            cluster.ClusterId = settings.Cluster.ClusterId;
        });
        silo.Configure<SiloOptions>(options => options.SiloName = settings.Name);
        silo.Configure<EndpointOptions>(endpoint =>
        {
            endpoint.AdvertisedIPAddress = settings.Advertise;
            endpoint.SiloPort = settings.Port;
            endpoint.GatewayPort = settings.GatewayPort;
            endpoint.SiloListeningEndpoint = new(settings.Listen, settings.Port);
            endpoint.GatewayListeningEndpoint = new(settings.Listen, settings.GatewayPort);
        });
        silo.Configure<ClusterMembershipOptions>(FailureDetection.Set);
        silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = FailureDetection.CallLimit);
        silo.Configure<SiloMessagingOptions>(Leave.Set);
        PlacesOfMembers.Use(silo);
        silo.UseSiloMetadata(new Dictionary<string, string>
        {
            [SiloNames.Hardware] = settings.Hardware,
            [SiloNames.Roles] = string.Join(',', settings.Roles),
        });
        silo.UseAdoNetClustering(clustering =>
        {
            clustering.Invariant = PostgresStore.Invariant;
            clustering.ConnectionString = database.ConnectionString();
        });
        silo.UseAdoNetReminderService(reminders =>
        {
            reminders.Invariant = PostgresStore.Invariant;
            reminders.ConnectionString = database.ConnectionString();
        });
        var resume = TimeSpan.FromSeconds(settings.Limits.ResumeSeconds);
        silo.Configure<ReminderOptions>(reminders => reminders.MinimumReminderPeriod = resume);
        PatientReminders.Wrap(silo.Services, database);
        CatalogueStorage.AddPostgres(silo.Services, database);
        if (settings.Cluster.Tls is { } tls)
        {
            MutualTls.Require(silo, MemberCertificate.Load(tls));
        }

        silo.AddGaLNetGrains(grains =>
        {
            grains.TileOrder = settings.Limits.TileOrder;
            grains.ComputeThreads = settings.Limits.ComputeThreads ?? Environment.ProcessorCount;
            grains.GroupSize = settings.Limits.GroupSize;
            grains.ResumePeriod = resume;
            grains.ImageRoots = settings.ImageRoots;
        });
        if (settings.Monitoring.Traces is not null)
        {
            // Every call between grains costs more with it.
            silo.AddActivityPropagation();
        }

        if (settings.Monitoring.Dashboard)
        {
            Dashboards.Add(silo);
        }
    }
}
