using Orleans.Runtime.MembershipService.SiloMetadata;

namespace GaLNet.Grains.Serving;

/// <summary>
/// What silos say of their hardware. The one place that touches Orleans' silo metadata and placement filters, which
/// are marked experimental: without them every silo is as good as any other.
/// </summary>
internal sealed class SiloHardware(ILocalSiloDetails local, ISiloStatusOracle silos, IServiceProvider services)
{
    /// <summary>Key of the metadata; silos with a GPU say <see cref="Gpu"/>.</summary>
    public const string Key = "hardware";

    /// <summary>Value of silos whose networks run on a GPU.</summary>
    public const string Gpu = "gpu";

    // Read when it is asked for: a host without metadata has no cache, and one that has may build it after this.
    private readonly Lazy<Func<SiloAddress, bool>> _hasGpu = new(() => GpuTest(services));

    /// <summary>The silos with a GPU among these; all of them when there is none.</summary>
    public IReadOnlyList<SiloAddress> Preferred(IEnumerable<SiloAddress> candidates)
    {
        SiloAddress[] all = [.. candidates];
        var preferred = Array.FindAll(all, silo => _hasGpu.Value(silo));
        return preferred.Length > 0 ? preferred : all;
    }

    /// <summary>True when no other silo serves networks better than this one.</summary>
    public bool IsLocalPreferred()
        => _hasGpu.Value(local.SiloAddress)
            || !silos.GetApproximateSiloStatuses(onlyActive: true).Keys.Any(_hasGpu.Value);

#pragma warning disable ORLEANSEXP004 // Metadata are experimental; a failure to read them costs a preference only.
    private static Func<SiloAddress, bool> GpuTest(IServiceProvider services)
        => services.GetService(typeof(ISiloMetadataCache)) is ISiloMetadataCache cache
            ? silo => cache.GetSiloMetadata(silo).Metadata.GetValueOrDefault(Key) == Gpu
            : _ => false;
#pragma warning restore ORLEANSEXP004
}
