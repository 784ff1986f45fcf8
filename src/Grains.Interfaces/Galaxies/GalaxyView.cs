using GaLNet.Grains.Interfaces.References;

namespace GaLNet.Grains.Interfaces.Galaxies;

/// <summary>What a galaxy knows of itself.</summary>
/// <param name="GalaxyId">Its id.</param>
/// <param name="Fits">Current fit of each image it was measured on, newest first.</param>
/// <param name="History">
/// Earlier fits, newest first; bounded, but the newest of every engine on every image is always there.
/// </param>
/// <param name="References">Other people's measurements, by name.</param>
[GenerateSerializer, Immutable, Alias("GaLNet.GalaxyView")]
public sealed record GalaxyView(
    [property: Id(0)] long GalaxyId, [property: Id(1)] GalaxyFit[] Fits, [property: Id(2)] GalaxyFit[] History,
    [property: Id(3)] ReferenceMeasurement[] References)
{
    /// <summary>The newest fit of each engine on each image, newest first.</summary>
    public GalaxyFit[] ByEngine()
        => [.. Fits.Concat(History).DistinctBy(fit => (fit.Provenance.ImageId, fit.Provenance.Engine))];
}
