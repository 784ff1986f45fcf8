using GaLNet.Grains.Interfaces;
using GaLNet.Photometry.Fitting;

namespace GaLNet.Grains.Measuring;

/// <summary>The engines of this silo by name: every <see cref="IFitEngine"/> among its services.</summary>
public sealed class EngineRegistry(IEnumerable<IFitEngine> engines)
{
    // Of two engines of one name the later registration wins, as everywhere among services.
    private readonly Dictionary<string, IFitEngine> _engines = engines.GroupBy(engine => engine.Name)
        .ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);

    /// <summary>Their names.</summary>
    public IEnumerable<string> Names => _engines.Keys;

    /// <summary>The engine of a name. Throws <see cref="InputException"/> when there is none.</summary>
    public IFitEngine Get(string name) => Find(name) ?? throw new InputException(
        $"There is no engine '{name}'; this silo has {string.Join(", ", _engines.Keys.Order())}.");

    /// <summary>The engine of a name, or null.</summary>
    public IFitEngine? Find(string name) => _engines.GetValueOrDefault(name);
}
