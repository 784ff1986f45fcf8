using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;
using Tensor = TorchSharp.torch.Tensor;

namespace GaLNet.Training.Networks;

/// <summary>
/// Carries a network out in torch. Convolutions run in bfloat16 with channels last where asked (docs/studies.md has what
/// each is worth), all else in float32. One per thread; call within a dispose scope.
/// </summary>
public sealed class TorchOps : ITensorOps<Tensor>
{
    /// <summary>Added to variances before their root is taken.</summary>
    public const double Epsilon = 1e-5;

    /// <summary>The largest float below 180.</summary>
    public const float BelowHalfTurn = 179.99998f;

    private const double Momentum = 0.02;

    private readonly WeightViews _weights;
    private readonly Device _device;
    private readonly bool _trains;
    private readonly bool _half;
    private readonly bool _channelsLast;
    private readonly Dictionary<float[], Tensor> _constants = new(ReferenceEqualityComparer.Instance);

    /// <summary>Operations over given weights.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="device">Where they live.</param>
    /// <param name="trains">True: normalise by the batch and update running statistics.</param>
    /// <param name="half">True: convolutions in bfloat16.</param>
    /// <param name="channelsLast">False: planes one after another in memory, for comparison.</param>
    public TorchOps(WeightViews weights, Device device, bool trains, bool half, bool channelsLast = true)
        => (_weights, _device, _trains, _half, _channelsLast) = (weights, device, trains, half, channelsLast);

    /// <inheritdoc/>
    public Tensor Constant(float[] values, params long[] shape)
    {
        ArgumentNullException.ThrowIfNull(values);
        // Large tables are the same array every time; small ones are made anew and not worth keeping.
        if (values.Length < 64) return tensor(values, shape, device: _device);
        if (!_constants.TryGetValue(values, out var known))
        {
            known = tensor(values, shape, device: _device).DetachFromDisposeScope();
            _constants[values] = known;
        }

        return known;
    }

    /// <inheritdoc/>
    public Tensor Weight(string name) => _weights[name];

    /// <inheritdoc/>
    public Tensor ToFull(Tensor a) => a.to(ScalarType.Float32);

    /// <inheritdoc/>
    public Tensor Add(Tensor a, Tensor b) => a.add(b, KeptScalar.One);

    /// <inheritdoc/>
    public Tensor Subtract(Tensor a, Tensor b) => a - b;

    /// <inheritdoc/>
    public Tensor Multiply(Tensor a, Tensor b) => a * b;

    /// <inheritdoc/>
    public Tensor Divide(Tensor a, Tensor b) => a / b;

    /// <inheritdoc/>
    public Tensor Affine(Tensor a, double factor, double offset = 0)
    {
        var scaled = factor == 1 ? a : a.mul(KeptScalar.Of(factor));
        return offset == 0 ? scaled : scaled.add(KeptScalar.Of(offset), KeptScalar.One);
    }

    /// <inheritdoc/>
    public Tensor MatMul(Tensor a, Tensor b) => matmul(a, b);

    /// <inheritdoc/>
    public Tensor Exp(Tensor a) => exp(a);

    /// <inheritdoc/>
    public Tensor Log(Tensor a) => log(a);

    /// <inheritdoc/>
    public Tensor Sqrt(Tensor a) => sqrt(a);

    /// <inheritdoc/>
    public Tensor Sigmoid(Tensor a) => sigmoid(a);

    /// <inheritdoc/>
    public Tensor Relu(Tensor a) => F.relu(a);

    /// <inheritdoc/>
    public Tensor Clip(Tensor a, double low, double high) 
        => a.clamp(KeptScalar.Of(low), KeptScalar.Of(high));

    /// <inheritdoc/>
    public Tensor Max(Tensor a, Tensor b) => maximum(a, b);

    /// <inheritdoc/>
    public Tensor Sum(Tensor a, int axis) => a.sum(axis, keepdim: true);

    /// <inheritdoc/>
    public Tensor Concat(int axis, params Tensor[] parts) => cat(parts, axis);

    /// <inheritdoc/>
    public Tensor Slice(Tensor a, int axis, int start, int length) => a.narrow(axis, start, length);

    /// <inheritdoc/>
    public Tensor Gather(Tensor a, int axis, long[] indices) => a.index_select(axis, tensor(indices, device: _device));

    /// <inheritdoc/>
    public Tensor Reshape(Tensor a, params long[] shape) => a.reshape(shape);

    /// <inheritdoc/>
    public Tensor Transpose(Tensor a, params int[] axes) => a.permute([.. axes.Select(axis => (long)axis)]);

    /// <inheritdoc/>
    public Tensor Detach(Tensor a) => a.detach();

    /// <inheritdoc/>
    public Tensor Linear(Tensor a, string name) => addmm(_weights[$"{name}.bias"], a, _weights[$"{name}.weight"], 1, 1);

    /// <inheritdoc/>
    public Tensor Standardise(Tensor a, string name)
        => F.batch_norm(
            a, _weights[$"{name}.mean"], _weights[$"{name}.variance"], null!, null!, _trains, Momentum, Epsilon);

    /// <inheritdoc/>
    public Tensor Convolve(Tensor a, string name)
    {
        var weight = _weights[$"{name}.weight"];
        if (_half) weight = weight.to(ScalarType.BFloat16);
        if (!_weights.Has($"{name}.scale"))
        {
            var bias = _weights[$"{name}.bias"];
            return F.relu(F.conv2d(a, weight, _half ? bias.to(ScalarType.BFloat16) : bias, padding: [1L, 1L]));
        }

        var sums = F.conv2d(a, weight, null, padding: [1L, 1L]);
        return F.relu(F.batch_norm(
            sums, _weights[$"{name}.mean"], _weights[$"{name}.variance"], _weights[$"{name}.scale"],
            _weights[$"{name}.bias"], _trains, Momentum, Epsilon));
    }

    /// <inheritdoc/>
    public Tensor ConvolveHalving(Tensor a, string name)
        => Convolve(ForConvolution(F.pixel_unshuffle(F.pad(a, [0L, 1L, 0L, 1L]), 2)), name);

    /// <inheritdoc/>
    public Tensor AveragePool(Tensor a) => F.avg_pool2d(a, 2);

    /// <inheritdoc/>
    public Tensor HalfAngleDeg(Tensor x, Tensor y)
    {
        var angle = atan2(y, x) * (float)(90 / Math.PI);
        return where(angle.lt(0), angle + 180f, angle).clamp(0, BelowHalfTurn);
    }

    /// <inheritdoc/>
    public Tensor ForConvolution(Tensor a)
    {
        if (_half) a = a.to(ScalarType.BFloat16);
        if (!_channelsLast) return a;
        // Channels last in memory, which convolutions, pooling and normalisation then keep.
        return a.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
    }
}
