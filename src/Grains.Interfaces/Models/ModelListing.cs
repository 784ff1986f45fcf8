namespace GaLNet.Grains.Interfaces.Models;

/// <summary>The networks of a catalogue and which of them are in force.</summary>
/// <param name="Models">Every one, by engine's word, name and version.</param>
/// <param name="ActiveWeights">Weights hash of the active model of each engine's word that has one.</param>
[GenerateSerializer, Immutable, Alias("GaLNet.ModelListing")]
public sealed record ModelListing(
    [property: Id(0)] CatalogueModel[] Models, [property: Id(1)] Dictionary<string, string> ActiveWeights)
{
    /// <summary>True when its word's fits are made with this model.</summary>
    public bool IsActive(CatalogueModel model) => ActiveWeights.GetValueOrDefault(model.Engine) == model.WeightsHash;
}
