namespace GaLNet.Grains.State;

/// <summary>One galaxy to be measured on one image.</summary>
/// <param name="GalaxyId">The galaxy.</param>
/// <param name="ImageId">The image.</param>
/// <param name="Engine">Engine's word.</param>
/// <param name="StampSize">Side of the stamp, pixels.</param>
/// <param name="Epoch">Epoch of its provenance.</param>
[GenerateSerializer, Immutable, Alias("GaLNet.PendingMeasurement")]
public readonly record struct PendingMeasurement(
    [property: Id(0)] long GalaxyId, [property: Id(1)] string ImageId, [property: Id(2)] string Engine,
    [property: Id(3)] int StampSize, [property: Id(4)] int Epoch)
{
    /// <summary>
    /// For sets of them: all that a tile has pending is looked up with every group, and galaxies tell most of it apart.
    /// </summary>
    public static EqualityComparer<PendingMeasurement> ByGalaxy { get; } = EqualityComparer<PendingMeasurement>.Create(
        (one, other) => one == other, one => one.GalaxyId.GetHashCode());
}
