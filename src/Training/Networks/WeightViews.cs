using Tensor = TorchSharp.torch.Tensor;

namespace GaLNet.Training.Networks;

/// <summary>The arrays of a network by name.</summary>
public sealed class WeightViews(IReadOnlyDictionary<string, Tensor> views) : IDisposable
{
    /// <summary>An array.</summary>
    public Tensor this[string name] => views[name];

    /// <summary>True where the network has an array of that name.</summary>
    public bool Has(string name) => views.ContainsKey(name);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var view in views.Values) view.Dispose();
    }
}
