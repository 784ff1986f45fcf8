using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Models;
using GaLNet.Grains.State;

namespace GaLNet.Grains.Models;

/// <summary>One network's file. Leaves memory soon: a silo asks for it once.</summary>
[GrainType("model-file"), CollectionAgeLimit(Minutes = 2)]
internal sealed class ModelFileGrain(
    [PersistentState("file", GrainStores.Catalogue)] IPersistentState<ModelFileState> state) : Grain, IModelFileGrain
{
    /// <inheritdoc/>
    public async Task Store(NetworkFile file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        var before = state.State;
        if (before.Bytes is { } known)
        {
            if (known.AsSpan().SequenceEqual(file.Bytes))
            {
                return;
            }

            throw new InputException(
                $"The catalogue has another file with the weights {this.GetPrimaryKeyString()[..8]}; a model is " +
                "known by its weights: activate the one that is there.");
        }

        state.State = new ModelFileState { Bytes = file.Bytes };
        await StateWriter.Write(state, before, this);
    }

    /// <inheritdoc/>
    public Task<NetworkFile?> Get(CancellationToken cancellationToken = default)
        => Task.FromResult(state.State.Bytes is { } bytes
            ? new NetworkFile($"The stored model {this.GetPrimaryKeyString()[..8]}", bytes)
            : null);
}
