using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace GaLNet.Grains.State;

/// <summary>Gives grains the states that they name by <see cref="StoredStateAttribute"/>.</summary>
internal sealed class StoredStateMapper([FromKeyedServices(GrainStores.Catalogue)] IGrainStorage storage)
    : IAttributeToFactoryMapper<StoredStateAttribute>
{
    private static readonly MethodInfo CreateMethod =
        typeof(StoredStateMapper).GetMethod(nameof(Create), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <inheritdoc/>
    public Factory<IGrainContext, object> GetFactory(ParameterInfo parameter, StoredStateAttribute metadata)
    {
        var create = CreateMethod.MakeGenericMethod(parameter.ParameterType.GetGenericArguments()[0])
            .CreateDelegate<Func<IGrainStorage, string, GrainId, object>>();
        return context => create(storage, metadata.StateName, context.GrainId);
    }

    private static StoredState<T> Create<T>(IGrainStorage storage, string name, GrainId grain)
        where T : new()
        => new(storage, name, grain);
}
