using GaLNet.Training.Loop;
using GaLNet.Training.Networks;

namespace GaLNet.Training.Export;

/// <summary>The averaged weights and running statistics of a checkpoint, by name.</summary>
internal sealed class ExportWeights
{
    private readonly Dictionary<string, (float[] Values, long[] Shape)> _arrays = [];

    public ExportWeights(WeightPlan plan, TrainingState state)
    {
        Cut(plan.Trained, state.Averaged);
        Cut(plan.Running, state.Running);
    }

    public float[] this[string name] => _arrays[name].Values;

    public bool Has(string name) => _arrays.ContainsKey(name);

    public long[] ShapeOf(string name) => _arrays[name].Shape;

    private void Cut(IReadOnlyList<WeightSpec> specs, float[] flat)
    {
        var start = 0;
        foreach (var spec in specs)
        {
            _arrays[spec.Name] = (flat.AsSpan(start, (int)spec.Count).ToArray(), spec.Shape);
            start += (int)spec.Count;
        }
    }
}
