using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace GaLNet.Grains.Serving;

/// <summary>Fulfils the wish of <see cref="PreferGpuAttribute"/>.</summary>
internal sealed class PreferGpuDirector(SiloHardware hardware) : IPlacementFilterDirector
{
    /// <inheritdoc/>
    public IEnumerable<SiloAddress> Filter(
        PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos)
        => hardware.Preferred(silos);
}
