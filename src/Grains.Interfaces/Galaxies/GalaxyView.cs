namespace GaLNet.Grains.Interfaces.Galaxies;

/// <summary>What a galaxy knows of itself.</summary>
/// <param name="GalaxyId">Its id.</param>
/// <param name="Fits">Current fit of each image it was measured on, newest first.</param>
/// <param name="History">Earlier fits, newest first; bounded.</param>
[GenerateSerializer, Immutable, Alias("GaLNet.GalaxyView")]
public sealed record GalaxyView(
    [property: Id(0)] long GalaxyId, [property: Id(1)] GalaxyFit[] Fits, [property: Id(2)] GalaxyFit[] History);
