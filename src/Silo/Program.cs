using GaLNet.Grains.Interfaces;
using GaLNet.Silo;
using GaLNet.Silo.Clustering;
using GaLNet.Silo.Configuration;
using Microsoft.Extensions.Hosting;

// galnet-silo [--config FILE] [--KEY VALUE …]: a silo in the foreground, until it is told to stop.
if (args is ["--help"] or ["-h"])
{
    await Console.Out.WriteLineAsync(SiloHelp.Text);
    return 0;
}

try
{
    var settings = SiloArguments.Read(args);
    if (settings.Mode == SiloMode.Embedded)
    {
        await using var silo = await GaLNetSilo.StartEmbeddedAsync(settings.Store, new EmbeddedSiloOptions
        {
            TileOrder = settings.Limits.TileOrder,
            ComputeThreads = settings.Limits.ComputeThreads,
            ImageRoots = settings.ImageRoots,
            Verbose = settings.LogLevel <= Microsoft.Extensions.Logging.LogLevel.Information,
        });
        await Console.Error.WriteLineAsync($"galnet-silo: serving {silo.StorePath}; Ctrl-C stops.");
        await silo.WaitForShutdownAsync();
        return 0;
    }

    using var host = await ClusterSilo.StartAsync(settings);
    await Console.Error.WriteLineAsync(
        $"galnet-silo: {settings.Name} serves {settings.Cluster.Database} on {settings.Advertise}:"
        + $"{settings.GatewayPort}; Ctrl-C stops.");
    await host.WaitForShutdownAsync();
    return 0;
}
catch (Exception exception) when (exception is StoreException or InputException)
{
    await Console.Error.WriteLineAsync($"galnet-silo: {exception.Message}");
    return 1;
}
