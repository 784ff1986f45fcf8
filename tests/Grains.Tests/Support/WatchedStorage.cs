using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace GaLNet.Grains.Tests.Support;

/// <summary>The catalogue's storage with a list of what was read, and a hand in what is.</summary>
internal sealed class WatchedStorage(IGrainStorage inner) : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    /// <summary>Names of the states that were read and are there.</summary>
    public ConcurrentQueue<string> Reads { get; } = [];

    /// <summary>Told of every state that was read, with the storage beneath.</summary>
    public Func<IGrainStorage, GrainId, object, Task>? AfterRead { get; set; }

    /// <summary>Puts it before the one that is registered, and hands it over when it is made.</summary>
    public static void Wrap(IServiceCollection services, Action<WatchedStorage> made)
    {
        var original = services.Last(one => one.ServiceType == typeof(IGrainStorage)
            && Equals(one.ServiceKey, GrainStores.Catalogue));
        services.AddGrainStorage(GrainStores.Catalogue, (provider, name) =>
        {
            var watched = new WatchedStorage((IGrainStorage)original.KeyedImplementationFactory!(provider, name));
            made(watched);
            return watched;
        });
    }

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await inner.ReadStateAsync(stateName, grainId, grainState);
        if (grainState.RecordExists)
        {
            Reads.Enqueue(stateName);
            await (AfterRead?.Invoke(inner, grainId, grainState) ?? Task.CompletedTask);
        }
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        => inner.WriteStateAsync(stateName, grainId, grainState);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        => inner.ClearStateAsync(stateName, grainId, grainState);

    public void Participate(ISiloLifecycle observer)
        => (inner as ILifecycleParticipant<ISiloLifecycle>)?.Participate(observer);
}
