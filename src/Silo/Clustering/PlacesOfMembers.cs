using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.GrainDirectory;

namespace GaLNet.Silo.Clustering;

/// <summary>
/// A silo's memory of where grains live, which forgets silos that take their leave. Orleans' own forgets a silo when it
/// is dead: until then a call to a grain that nobody asked for during the hand-over goes to the silo that has just
/// closed its doors, and is refused.
/// </summary>
internal sealed class PlacesOfMembers(IGrainDirectoryCache inner, Func<SiloAddress, bool> isLeaving)
    : IGrainDirectoryCache
{
    /// <summary>Makes it a silo's memory.</summary>
    public static void Use(ISiloBuilder silo)
    {
        silo.Configure<GrainDirectoryOptions>(
            options => options.CachingStrategy = GrainDirectoryOptions.CachingStrategyType.Custom);
        silo.Services.AddSingleton<IGrainDirectoryCache>(services => new PlacesOfMembers(
            GrainDirectoryCacheFactory.CreateGrainDirectoryCache(services, new GrainDirectoryOptions
            {
                CacheSize = services.GetRequiredService<IOptions<GrainDirectoryOptions>>().Value.CacheSize,
            }),
            place => services.GetRequiredService<IClusterMembershipService>().CurrentSnapshot.GetSiloStatus(place)
                is SiloStatus.ShuttingDown or SiloStatus.Stopping or SiloStatus.Dead));
    }

    /// <inheritdoc/>
    public IEnumerable<(GrainAddress ActivationAddress, int Version)> KeyValues => inner.KeyValues;

    /// <inheritdoc/>
    public void AddOrUpdate(GrainAddress value, int version) => inner.AddOrUpdate(value, version);

    /// <inheritdoc/>
    public bool Remove(GrainId key) => inner.Remove(key);

    /// <inheritdoc/>
    public bool Remove(GrainAddress key) => inner.Remove(key);

    /// <inheritdoc/>
    public void Clear() => inner.Clear();

    /// <inheritdoc/>
    public bool LookUp(GrainId key, [NotNullWhen(true)] out GrainAddress? result, out int version)
    {
        if (inner.LookUp(key, out result, out version)
            && (result.SiloAddress is not { } place || !isLeaving(place)))
        {
            return true;
        }

        (result, version) = (null, 0);
        return false;
    }
}
