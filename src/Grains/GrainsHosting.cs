using GaLNet.Grains.Compute;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;

namespace GaLNet.Grains;

/// <summary>Adds what the grains need to a silo.</summary>
public static class GrainsHosting
{
    /// <summary>Adds the compute threads and the grains' settings. Storage and reminders are the host's choice.</summary>
    public static ISiloBuilder AddGaLNetGrains(this ISiloBuilder silo, Action<GrainsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(silo);
        silo.Services.AddOptions<GrainsOptions>().Configure(configure ?? (_ => { }));
        silo.Services.AddSingleton<ComputePool>();
        silo.Configure<GrainCollectionOptions>(collection => collection.CollectionQuantum = TimeSpan.FromSeconds(30));
        return silo;
    }
}
