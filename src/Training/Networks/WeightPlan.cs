namespace GaLNet.Training.Networks;

/// <summary>Collects the arrays of a network while it is being described.</summary>
public sealed class WeightPlan
{
    private readonly List<WeightSpec> _trained = [];
    private readonly List<WeightSpec> _running = [];

    /// <summary>Arrays that training changes by gradients.</summary>
    public IReadOnlyList<WeightSpec> Trained => _trained;

    /// <summary>Running statistics of normalisations.</summary>
    public IReadOnlyList<WeightSpec> Running => _running;

    /// <summary>Multiply-adds of one stamp, in millions, times two.</summary>
    public double MegaFlop { get; private set; }

    /// <summary>Weights of <see cref="ITensorOps{T}.Linear"/>; uniform within 1/sqrt(inputs), times a scale.</summary>
    public void Linear(string name, int inputs, int outputs, double scale = 1)
    {
        var range = scale / Math.Sqrt(inputs);
        _trained.Add(new WeightSpec($"{name}.weight", [inputs, outputs], WeightStart.Uniform, range));
        _trained.Add(new WeightSpec($"{name}.bias", [outputs], WeightStart.Constant, 0));
        MegaFlop += 2e-6 * inputs * outputs;
    }

    /// <summary>Statistics of <see cref="ITensorOps{T}.Standardise"/>.</summary>
    public void Standardise(string name, int features) => Statistics(name, features);

    /// <summary>Weights of a convolution (He et al. 2015), for planes of the given side after it.</summary>
    public void Convolve(string name, int inputs, int outputs, int side, bool normalise)
    {
        var spread = Math.Sqrt(2.0 / (9 * inputs));
        _trained.Add(new WeightSpec($"{name}.weight", [outputs, inputs, 3, 3], WeightStart.Normal, spread));
        if (normalise)
        {
            _trained.Add(new WeightSpec($"{name}.scale", [outputs], WeightStart.Constant, 1));
            Statistics(name, outputs);
        }

        _trained.Add(new WeightSpec($"{name}.bias", [outputs], WeightStart.Constant, 0));
        MegaFlop += 2e-6 * 9 * inputs * outputs * side * side;
    }

    /// <summary>An array of its own.</summary>
    public void Array(string name, double start, params long[] shape)
        => _trained.Add(new WeightSpec(name, shape, WeightStart.Constant, start));

    /// <summary>Counts a matrix product with constants.</summary>
    public void Count(double multiplyAdds) => MegaFlop += 2e-6 * multiplyAdds;

    private void Statistics(string name, int features)
    {
        _running.Add(new WeightSpec($"{name}.mean", [features], WeightStart.Constant, 0));
        _running.Add(new WeightSpec($"{name}.variance", [features], WeightStart.Constant, 1));
    }
}
