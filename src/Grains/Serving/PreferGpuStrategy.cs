using Orleans.Placement;

namespace GaLNet.Grains.Serving;

/// <summary>The wish of <see cref="PreferGpuAttribute"/>; it has no settings.</summary>
internal sealed class PreferGpuStrategy : PlacementFilterStrategy
{
    /// <summary>The first filter, and the only one.</summary>
    public PreferGpuStrategy()
        : base(order: 0)
    {
    }
}
