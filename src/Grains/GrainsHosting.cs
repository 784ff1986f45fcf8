using GaLNet.Grains.Compute;
using GaLNet.Grains.Detection;
using GaLNet.Grains.Images;
using GaLNet.Grains.Measuring;
using GaLNet.Grains.Serving;
using GaLNet.Grains.State;
using GaLNet.Grains.Tiles;
using GaLNet.Photometry.Fitting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Placement;

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
        silo.Services.AddSingleton<IAttributeToFactoryMapper<StoredStateAttribute>, StoredStateMapper>();
        silo.Services.AddSingleton<ComputePool>();
        silo.Services.AddSingleton<ImageRoots>();
        silo.Services.AddSingleton<ImageLibrary>();
        silo.Services.AddSingleton<BlockDetector>();
        silo.Services.AddSingleton<SourceFinder>();
        silo.Services.AddSingleton<IFitEngine, Chi2Engine>();
        silo.Services.AddSingleton<EngineRegistry>();
        silo.Services.AddSingleton<EngineDirectory>();
        silo.Services.AddSingleton<GalaxyPreparer>();
        silo.Services.AddSingleton<StampRoom>();
        silo.Services.AddSingleton<GalaxyMeasurer>();
        silo.Services.AddSingleton<GalaxyViewer>();
        silo.Services.AddSingleton<GrainsMeter>();
        silo.Services.AddSingleton<SiloHardware>();
        silo.Services.AddSingleton<INetworkFormat, OnnxNetworks>();
        silo.Services.AddSingleton<NetworkShelf>();
        silo.Services.AddSingleton<NetworkRoute>();
        silo.Services.AddPlacementFilter<PreferGpuStrategy, PreferGpuDirector>(ServiceLifetime.Transient);
        silo.Services.AddPlacementDirector<SpreadTilesStrategy, SpreadTilesDirector>();
        silo.Services.AddSingleton<ModelComparer>();
        silo.Configure<GrainCollectionOptions>(collection => collection.CollectionQuantum = TimeSpan.FromSeconds(30));
        return silo;
    }
}
