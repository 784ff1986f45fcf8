namespace GaLNet.Grains.Interfaces.Images;

/// <summary>An image as it is known after a registration.</summary>
/// <param name="Image">The image, with the revision that its content has.</param>
/// <param name="Changes">Where it was replaced; null = never.</param>
[GenerateSerializer, Immutable, Alias("GaLNet.ImageRegistration")]
public sealed record ImageRegistration(
    [property: Id(0)] ImageInfo Image, [property: Id(1)] ImageChanges? Changes);
