using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Models;
using GaLNet.Inference;

namespace GaLNet.Grains.Measuring;

/// <summary>
/// What the engines' words stand for now: this silo's engines by themselves, networks by asking the catalogue which
/// one is active. Asked anew for every group of galaxies, so that a tile follows a swap from one group to the next.
/// </summary>
internal sealed class EngineDirectory(EngineRegistry engines, IGrainFactory grains)
{
    // Making a reference costs more than asking by it.
    private readonly IModelsGrain _models = grains.GetGrain<IModelsGrain>(IModelsGrain.Key);

    /// <summary>
    /// What a word stands for. Throws <see cref="InputException"/> with one sentence when it is nothing.
    /// </summary>
    public async Task<EngineInForce> Get(string word)
        => await Find(word) ?? throw new InputException(EngineNames.NetworkOf(word) is { } network
            ? $"There is no model for {network} in this catalogue; publish one with 'galnet models publish FILE " +
              "--activate'."
            : $"There is no engine '{word}'; there are " +
              $"{string.Join(", ", engines.Names.Concat(EngineNames.All).Distinct().Order(StringComparer.Ordinal))}.");

    /// <summary>What a word stands for, or null.</summary>
    public async Task<EngineInForce?> Find(string word)
    {
        if (engines.Find(word) is { } engine)
        {
            return EngineInForce.Of(word, engine);
        }

        return EngineNames.NetworkOf(word) is { } network
            && await _models.GetActive(network) is { } model
                ? EngineInForce.Of(word, model)
                : null;
    }
}
