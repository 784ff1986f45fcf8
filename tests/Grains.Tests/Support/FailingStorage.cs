using GaLNet.Grains.Interfaces;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace GaLNet.Grains.Tests.Support;

/// <summary>The catalogue's storage on a disk that is full after so many writes.</summary>
internal sealed class FailingStorage(IGrainStorage inner, int writesUntilFull)
    : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    public const string Sentence = "The disk is full; make room and run the same command again.";
    private int _writes;

    /// <summary>Puts the failing storage before the one that is registered.</summary>
    public static void Wrap(IServiceCollection services, int writesUntilFull)
    {
        var original = services.Last(one => one.ServiceType == typeof(IGrainStorage)
            && Equals(one.ServiceKey, GrainStores.Catalogue));
        services.AddGrainStorage(GrainStores.Catalogue, (provider, name) => new FailingStorage(
            (IGrainStorage)original.KeyedImplementationFactory!(provider, name), writesUntilFull));
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        => inner.ReadStateAsync(stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        => Interlocked.Increment(ref _writes) > writesUntilFull
            ? throw new StoreException(Sentence)
            : inner.WriteStateAsync(stateName, grainId, grainState);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        => inner.ClearStateAsync(stateName, grainId, grainState);

    public void Participate(ISiloLifecycle observer)
        => (inner as ILifecycleParticipant<ISiloLifecycle>)?.Participate(observer);
}
