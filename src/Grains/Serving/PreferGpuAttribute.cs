using Orleans.Placement;

namespace GaLNet.Grains.Serving;

/// <summary>Places a grain on a silo with a GPU when the cluster has one, else anywhere.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PreferGpuAttribute() : PlacementFilterAttribute(new PreferGpuStrategy());
