using System.Net;
using GaLNet.Silo.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Orleans.Runtime;

namespace GaLNet.Silo.Monitoring;

/// <summary>A host with logs, and with HTTP endpoints when a port is given for them.</summary>
internal static class MonitoredHost
{
    /// <summary>The project's own meter and activity source.</summary>
    public const string Source = "GaLNet";

    /// <summary>A builder for services, and how to make the host of it.</summary>
    public static (IHostApplicationBuilder Builder, Func<IHost> Build) Create(SiloSettings settings)
    {
        if (settings.Monitoring.Port is not { } port)
        {
            var plain = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
            Log(plain.Logging, settings);
            Observe(plain.Services, settings);
            return (plain, plain.Build);
        }

        var web = WebApplication.CreateSlimBuilder();
        Log(web.Logging, settings);
        Observe(web.Services, settings);
        web.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Parse(settings.Monitoring.Listen), port));
        return (web, () => Map(web.Build(), settings));
    }

    private static WebApplication Map(WebApplication application, SiloSettings settings)
    {
        application.MapGet("/health", (ILocalSiloDetails _) => Results.Text("alive\n"));
        application.MapGet("/ready", async (ISiloStatusOracle silos, CancellationToken cancellation)
            => await Readiness.Of(silos, settings.Cluster.Database, cancellation) is { } reason
                ? Results.Text($"{reason}\n", statusCode: StatusCodes.Status503ServiceUnavailable)
                : Results.Text("ready\n"));
        application.MapPrometheusScrapingEndpoint("/metrics");
        if (settings.Monitoring.Dashboard)
        {
            Dashboards.Map(application);
        }

        return application;
    }

    private static void Observe(IServiceCollection services, SiloSettings settings)
    {
        if (settings.Monitoring is { Port: null, Traces: null })
        {
            return;
        }

        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("galnet-silo", serviceInstanceId: settings.Name))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Source, "Microsoft.Orleans", "System.Runtime");
                if (settings.Monitoring.Port is not null)
                {
                    metrics.AddPrometheusExporter();
                }
            });
        if (settings.Monitoring.Traces is { } target)
        {
            telemetry.WithTracing(traces => traces
                .AddSource(Source, "Microsoft.Orleans.Application", "Microsoft.Orleans.Storage")
                .AddOtlpExporter(exporter => exporter.Endpoint = new Uri(target)));
        }
    }

    private static void Log(ILoggingBuilder logging, SiloSettings settings)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(settings.LogLevel);
        if (settings.LogJson)
        {
            logging.AddJsonConsole(console => console.TimestampFormat = "O");
        }
        else
        {
            logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss.fff ";
            });
        }

        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
