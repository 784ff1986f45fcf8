using GaLNet.Grains.Interfaces.Galaxies;

namespace GaLNet.Grains.Galaxies;

/// <summary>
/// References to galaxies. What their type and interface are called is looked up once: Orleans asks the attributes of
/// the interface for it with every reference, which costs more than the reference.
/// </summary>
internal sealed class GalaxyReferences(IGrainFactory grains)
{
    private readonly GrainReference _any = (GrainReference)grains.GetGrain<IGalaxyGrain>(0);

    /// <summary>The galaxy of an id.</summary>
    public IGalaxyGrain Of(long galaxyId) => (IGalaxyGrain)grains.GetGrain(
        GrainId.Create(_any.GrainId.Type, GrainIdKeyExtensions.CreateIntegerKey(galaxyId)), _any.InterfaceType);
}
