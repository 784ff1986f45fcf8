using GaLNet.Grains.Compute;
using GaLNet.Grains.Detection;
using GaLNet.Grains.Images;
using GaLNet.Grains.Measuring;
using GaLNet.Photometry.Fitting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Orleans.Hosting;

namespace GaLNet.Grains;

/// <summary>Adds what the grains need to a silo.</summary>
public static class GrainsHosting
{
    /// <summary>
    /// Adds the compute threads, detection, measuring and the grains' settings. Storage and reminders are the host's
    /// choice.
    /// </summary>
    public static ISiloBuilder AddGaLNetGrains(this ISiloBuilder silo, Action<GrainsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(silo);
        silo.Services.AddOptions<GrainsOptions>().Configure(configure ?? (_ => { }));
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services.AddSingleton<ComputePool>();
        silo.Services.AddSingleton<ImageRoots>();
        silo.Services.AddSingleton<ImageLibrary>();
        silo.Services.AddSingleton<BlockDetector>();
        silo.Services.AddSingleton<SourceFinder>();
        silo.Services.AddSingleton<IFitEngine, Chi2Engine>();
        silo.Services.AddSingleton<EngineRegistry>();
        silo.Services.AddSingleton<GalaxyMeasurer>();
        silo.Services.AddSingleton<ModelComparer>();
        silo.Configure<GrainCollectionOptions>(collection => collection.CollectionQuantum = TimeSpan.FromSeconds(30));
        return silo;
    }
}
