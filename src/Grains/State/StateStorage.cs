using Orleans.Storage;

namespace GaLNet.Grains.State;

/// <summary>
/// What a storage does with states of one type. A generic method that is called through an interface is looked up anew
/// with every call, which costs as much as deciding what a galaxy stores: here it is looked up once.
/// </summary>
/// <param name="storage">The storage.</param>
internal sealed class StateStorage<T>(IGrainStorage storage)
{
    /// <summary>Reads a grain's state of a name.</summary>
    public Func<string, GrainId, IGrainState<T>, Task> Read { get; } = storage.ReadStateAsync;

    /// <summary>Writes it.</summary>
    public Func<string, GrainId, IGrainState<T>, Task> Write { get; } = storage.WriteStateAsync;

    /// <summary>Empties it.</summary>
    public Func<string, GrainId, IGrainState<T>, Task> Clear { get; } = storage.ClearStateAsync;
}
