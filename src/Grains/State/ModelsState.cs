using GaLNet.Grains.Interfaces.Models;

namespace GaLNet.Grains.State;

/// <summary>What a catalogue keeps about its networks.</summary>
[GenerateSerializer, Alias("GaLNet.ModelsState")]
public sealed record ModelsState
{
    /// <summary>
    /// Models whose files are in the store, in order of their coming: published ones, and those of the software that
    /// were activated by name.
    /// </summary>
    [Id(0)] public CatalogueModel[] Kept { get; init; } = [];

    /// <summary>
    /// Weights hash of the model that was activated for an engine's word; a word that is missing stands for the model
    /// of that name that came with the software.
    /// </summary>
    [Id(1)] public Dictionary<string, string> Active { get; init; } = [];
}
