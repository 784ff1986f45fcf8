using Orleans.Runtime;
using Orleans.Storage;

namespace GaLNet.Benchmarks.Cluster;

/// <summary>A grain's state outside any grain, in the catalogue's storage.</summary>
internal sealed class StoredState<T>(IGrainStorage storage, string name, GrainId grain) : IPersistentState<T>
    where T : new()
{
    private readonly GrainState<T> _state = new(new T());

    public T State
    {
        get => _state.State!;
        set => _state.State = value;
    }

    public string? Etag => _state.ETag;

    public bool RecordExists => _state.RecordExists;

    public Task ReadStateAsync() => storage.ReadStateAsync(name, grain, _state);

    public Task WriteStateAsync() => storage.WriteStateAsync(name, grain, _state);

    public Task ClearStateAsync() => storage.ClearStateAsync(name, grain, _state);
}
