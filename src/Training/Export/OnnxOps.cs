using System.Globalization;
using GaLNet.Inference.Onnx;
using GaLNet.Training.Networks;

namespace GaLNet.Training.Export;

/// <summary>
/// Writes a network down as an ONNX graph instead of carrying it out. Normalisations are folded into the weights
/// before them, the halving convolution into one of 6 x 6 with stride 2.
/// </summary>
internal sealed class OnnxOps(GraphBuilder graph, ExportWeights weights) : ITensorOps<string>
{
    private readonly Dictionary<float[], string> _tables = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, string> _small = [];
    private int _constants;

    /// <inheritdoc/>
    public string Weight(string name) => Named(name, weights[name], weights.ShapeOf(name));

    /// <inheritdoc/>
    public string ToFull(string a) => a;

    /// <inheritdoc/>
    public string ForConvolution(string a) => a;

    /// <inheritdoc/>
    public string Detach(string a) => a;

    /// <inheritdoc/>
    public string Constant(float[] values, params long[] shape)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length < 64) return Small(values, shape);
        if (!_tables.TryGetValue(values, out var name))
            _tables[values] = name = graph.Constant($"table_{_tables.Count}", values, shape);
        return name;
    }

    /// <inheritdoc/>
    public string Add(string a, string b) => graph.Node("Add", [a, b]);

    /// <inheritdoc/>
    public string Subtract(string a, string b) => graph.Node("Sub", [a, b]);

    /// <inheritdoc/>
    public string Multiply(string a, string b) => graph.Node("Mul", [a, b]);

    /// <inheritdoc/>
    public string Divide(string a, string b) => graph.Node("Div", [a, b]);

    /// <inheritdoc/>
    public string Affine(string a, double factor, double offset = 0)
    {
        var scaled = factor == 1 ? a : graph.Node("Mul", [a, Scalar(factor)]);
        return offset == 0 ? scaled : graph.Node("Add", [scaled, Scalar(offset)]);
    }

    /// <inheritdoc/>
    public string MatMul(string a, string b) => graph.Node("MatMul", [a, b]);

    /// <inheritdoc/>
    public string Exp(string a) => graph.Node("Exp", [a]);

    /// <inheritdoc/>
    public string Log(string a) => graph.Node("Log", [a]);

    /// <inheritdoc/>
    public string Sqrt(string a) => graph.Node("Sqrt", [a]);

    /// <inheritdoc/>
    public string Sigmoid(string a) => graph.Node("Sigmoid", [a]);

    /// <inheritdoc/>
    public string Relu(string a) => graph.Node("Relu", [a]);

    /// <inheritdoc/>
    public string Clip(string a, double low, double high) => graph.Node("Clip", [a, Scalar(low), Scalar(high)]);

    /// <inheritdoc/>
    public string Max(string a, string b) => graph.Node("Max", [a, b]);

    /// <inheritdoc/>
    public string Sum(string a, int axis) => graph.Node("ReduceSum", [a, Integers(axis)]);

    /// <inheritdoc/>
    public string Concat(int axis, params string[] parts)
        => graph.Node("Concat", parts, NodeAttribute.Int("axis", axis));

    /// <inheritdoc/>
    public string Slice(string a, int axis, int start, int length)
        => graph.Node("Slice", [a, Integers(start), Integers(start + length), Integers(axis)]);

    /// <inheritdoc/>
    public string Gather(string a, int axis, long[] indices)
        => graph.Node("Gather", [a, Integers(indices)], NodeAttribute.Int("axis", axis));

    /// <inheritdoc/>
    public string Reshape(string a, params long[] shape) => graph.Node("Reshape", [a, Integers(shape)]);

    /// <inheritdoc/>
    public string Transpose(string a, params int[] axes)
        => graph.Node("Transpose", [a], NodeAttribute.Ints("perm", [.. axes.Select(axis => (long)axis)]));

    /// <inheritdoc/>
    public string Linear(string a, string name)
        => graph.Node("Gemm", [a, Weight($"{name}.weight"), Weight($"{name}.bias")]);

    /// <inheritdoc/>
    public string Standardise(string a, string name)
    {
        var mean = weights[$"{name}.mean"];
        var inverse = Array.ConvertAll(weights[$"{name}.variance"], InverseRoot);
        var centred = graph.Node("Sub", [a, Named($"{name}.mean", mean, [1, mean.Length])]);
        return graph.Node("Mul", [centred, Named($"{name}.inverse", inverse, [1, inverse.Length])]);
    }

    /// <inheritdoc/>
    public string Convolve(string a, string name)
    {
        var (kernel, bias) = Folded(name);
        return Convolve(a, name, kernel, bias, weights.ShapeOf($"{name}.weight"), 1, [1, 1, 1, 1]);
    }

    /// <inheritdoc/>
    public string ConvolveHalving(string a, string name)
    {
        var (kernel, bias) = Folded(name);
        var shape = weights.ShapeOf($"{name}.weight");
        var planes = shape[1] / 4;
        return Convolve(
            a, name, Unfolded(kernel, shape[0], planes), bias, [shape[0], planes, 6, 6], 2, [2, 2, 3, 3]);
    }

    /// <inheritdoc/>
    public string AveragePool(string a)
        => graph.Node(
            "AveragePool", [a], NodeAttribute.Ints("kernel_shape", 2, 2), NodeAttribute.Ints("strides", 2, 2));

    /// <inheritdoc/>
    public string HalfAngleDeg(string x, string y)
    {
        // ONNX knows no atan2. tan(t/2) = y/(r + x) for x >= 0, cot(t/2) = y/(r - x) for x < 0: neither cancels.
        var zero = Scalar(0);
        var radius = Sqrt(Affine(Add(Multiply(x, x), Multiply(y, y)), 1, 1e-30));
        var away = graph.Node("Less", [x, zero]);
        var size = graph.Node("Abs", [x]);
        var angle = Affine(graph.Node("Atan", [Divide(y, Add(radius, size))]), 180 / Math.PI);
        var negative = graph.Node("Less", [angle, zero]);
        var along = graph.Node("Where", [negative, Affine(angle, 1, 180), angle]);
        var turned = graph.Node("Where", [away, Affine(angle, -1, 90), along]);
        return Clip(turned, 0, TorchOps.BelowHalfTurn);
    }

    private string Convolve(
        string a, string name, float[] kernel, float[] bias, long[] shape, long stride, long[] pads)
    {
        var sums = graph.Node(
            "Conv", [a, Named($"{name}.weight", kernel, shape), Named($"{name}.bias", bias, [bias.Length])],
            NodeAttribute.Ints("kernel_shape", shape[2], shape[3]), NodeAttribute.Ints("strides", stride, stride),
            NodeAttribute.Ints("pads", pads));
        return Relu(sums);
    }

    // (w * x - mean)/sd * scale + bias as one kernel and one bias.
    private (float[] Kernel, float[] Bias) Folded(string name)
    {
        var kernel = (float[])weights[$"{name}.weight"].Clone();
        var bias = (float[])weights[$"{name}.bias"].Clone();
        if (!weights.Has($"{name}.scale")) return (kernel, bias);
        var scale = weights[$"{name}.scale"];
        var mean = weights[$"{name}.mean"];
        var variance = weights[$"{name}.variance"];
        var perChannel = kernel.Length / bias.Length;
        for (var channel = 0; channel < bias.Length; channel++)
        {
            var factor = scale[channel] * InverseRoot(variance[channel]);
            bias[channel] -= mean[channel] * factor;
            foreach (ref var value in kernel.AsSpan(channel * perChannel, perChannel)) value *= factor;
        }

        return (kernel, bias);
    }

    // [out, 4 in, 3, 3] over 2 x 2 cells is [out, in, 6, 6] over pixels.
    private static float[] Unfolded(float[] kernel, long outputs, long inputs)
    {
        var pixels = new float[kernel.Length];
        for (var i = 0; i < kernel.Length; i++)
        {
            var (x, y) = (i % 3, i / 3 % 3);
            var channel = i / 9 % (4 * inputs);
            var output = i / 9 / (4 * inputs);
            var (plane, row, column) = (channel / 4, 2 * y + channel % 4 / 2, 2 * x + channel % 2);
            pixels[((output * inputs + plane) * 6 + row) * 6 + column] = kernel[i];
        }

        return outputs * inputs * 36 == pixels.Length ? pixels
            : throw new ArgumentException("The kernel is not one over cells of 2 x 2 pixels.", nameof(kernel));
    }

    private static float InverseRoot(float variance) => (float)(1 / Math.Sqrt(variance + TorchOps.Epsilon));

    private string Scalar(double value) => Small([(float)value], []);

    private string Small(float[] values, long[] shape)
    {
        var key = string.Join(',', values.Select(v => BitConverter.SingleToInt32Bits(v)))
            + "|" + string.Join(',', shape);
        if (!_small.TryGetValue(key, out var name))
            _small[key] = name = graph.Constant(NextName(), values, shape);
        return name;
    }

    private string Integers(params long[] values)
    {
        var key = "i" + string.Join(',', values);
        if (!_small.TryGetValue(key, out var name))
            _small[key] = name = graph.Constant(NextName(), values, values.Length);
        return name;
    }

    private string Named(string name, float[] values, long[] shape)
    {
        if (!_small.TryGetValue(name, out var known))
            _small[name] = known = graph.Constant(name, values, shape);
        return known;
    }

    private string NextName() => string.Create(CultureInfo.InvariantCulture, $"constant_{_constants++}");
}
