using GaLNet.Silo.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Configuration.Overrides;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace GaLNet.Cluster.Tests.Storage;

/// <summary>Our storage and Orleans' own provider on the same table, outside any silo.</summary>
internal static class Storages
{
    public static readonly IServiceProvider Services = new ServiceCollection().AddLogging().AddSerializer()
        .BuildServiceProvider();

    public static CombiningStorage Ours(IRowStore rows) => new(
        rows, CatalogueStorage.SerializerOf(Services), Services.GetRequiredService<IActivatorProvider>(),
        state => state == "galaxy", state => state == "page");

    /// <summary>The provider as Orleans ships it, with our serialiser.</summary>
    public static async Task<IGrainStorage> Stock(string invariant, string connectionString)
    {
        var storage = new AdoNetGrainStorage(
            Services.GetRequiredService<IActivatorProvider>(), NullLogger<AdoNetGrainStorage>.Instance,
            Options.Create(new AdoNetGrainStorageOptions
            {
                Invariant = invariant,
                ConnectionString = connectionString,
                GrainStorageSerializer = CatalogueStorage.SerializerOf(Services),
            }),
            Options.Create(new ClusterOptions { ServiceId = "galnet", ClusterId = "galnet" }), "galnet");
        var lifecycle = new StartedLifecycle();
        storage.Participate(lifecycle);
        await lifecycle.Start();
        return storage;
    }

    public static GrainId Grain(long number) => GrainId.Create(GrainType.Create("galaxy"), GrainIdKeyExtensions.CreateIntegerKey(number));

    /// <summary>Runs what takes part in it at once.</summary>
    private sealed class StartedLifecycle : ISiloLifecycle
    {
        private readonly List<Func<CancellationToken, Task>> _start = [];

        public int HighestCompletedStage => 0;

        public int LowestStoppedStage => 0;

        public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
        {
            _start.Add(observer.OnStart);
            return new NoSubscription();
        }

        public async Task Start()
        {
            foreach (var start in _start)
            {
                await start(CancellationToken.None);
            }
        }
    }

    private sealed class NoSubscription : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
