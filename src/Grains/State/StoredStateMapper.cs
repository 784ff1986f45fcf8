using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace GaLNet.Grains.State;

/// <summary>Gives grains the states that they name by <see cref="StoredStateAttribute"/>.</summary>
internal sealed class StoredStateMapper([FromKeyedServices(GrainStores.Catalogue)] IGrainStorage storage)
    : IAttributeToFactoryMapper<StoredStateAttribute>
{
    private static readonly MethodInfo FactoryMethod =
        typeof(StoredStateMapper).GetMethod(nameof(FactoryOf), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <inheritdoc/>
    public Factory<IGrainContext, object> GetFactory(ParameterInfo parameter, StoredStateAttribute metadata)
        => (Factory<IGrainContext, object>)FactoryMethod
            .MakeGenericMethod(parameter.ParameterType.GetGenericArguments()[0])
            .Invoke(null, [storage, metadata.StateName])!;

    private static Factory<IGrainContext, object> FactoryOf<T>(IGrainStorage storage, string name)
        where T : new()
    {
        var states = new StateStorage<T>(storage);
        return context => new StoredState<T>(states, name, context.GrainId);
    }
}
