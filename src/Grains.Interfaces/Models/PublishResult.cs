namespace GaLNet.Grains.Interfaces.Models;

/// <summary>What became of a file given to <see cref="IModelsGrain.Publish"/>.</summary>
/// <param name="Model">The model as the file describes it.</param>
/// <param name="IsNew">False when the catalogue had these weights already.</param>
/// <param name="IsActive">True when its word's fits are made with it now.</param>
[GenerateSerializer, Immutable, Alias("GaLNet.PublishResult")]
public sealed record PublishResult(
    [property: Id(0)] CatalogueModel Model, [property: Id(1)] bool IsNew, [property: Id(2)] bool IsActive);
