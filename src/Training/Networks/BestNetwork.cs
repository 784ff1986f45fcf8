using GaLNet.Inference;
using GaLNet.Training.Feed;

namespace GaLNet.Training.Networks;

/// <summary>
/// Our best pair: a trunk of four blocks at half resolution, an estimate of which light is the target's, moments of
/// that light, and heads that turn measured moments into answers by learnt gains.
/// </summary>
public sealed class BestNetwork : INetwork
{
    private const int Side = NetworkContract.StampSize, Pixels = Side * Side;
    private const int ConvolutionsPerBlock = 2;
    private const double LeastGainSigma = 5, MostGainSigma = 3000;

    private static readonly float[] Polar = PolarRings.Matrix(Side);
    private static readonly float[] Enlarging = MakeEnlarging();

    private readonly int[] _widths;
    private readonly bool _looksPast;

    /// <summary>A pair with the given channels per block.</summary>
    /// <param name="widths">Channels of the four blocks; null for 32, 48, 64, 96.</param>
    /// <param name="looksPastNeighbours">False leaves the estimate of the target's light out, for comparison.</param>
    public BestNetwork(int[]? widths = null, bool looksPastNeighbours = true)
    {
        _widths = widths ?? [32, 48, 64, 96];
        _looksPast = looksPastNeighbours;
        Plan = MakePlan();
    }

    /// <inheritdoc/>
    public string Architecture
        => $"best-1 {string.Join('-', _widths)}{(_looksPast ? string.Empty : " without shares")}";

    /// <inheritdoc/>
    public int TargetCount => ShapeTargets.Count;

    /// <inheritdoc/>
    public bool PredictsErrors => true;

    /// <inheritdoc/>
    public WeightPlan Plan { get; }

    /// <inheritdoc/>
    public void Encode(in PixelTruth truth, float apertureFlux, Span<float> targets)
        => ShapeTargets.Encode(truth, apertureFlux, targets);

    /// <inheritdoc/>
    public PixelAnswer<T> Interpret<T>(ITensorOps<T> ops, T answers, T apertureFlux, TargetScale scale)
        => ShapeTargets.Interpret(ops, answers, apertureFlux, scale);

    /// <inheritdoc/>
    public NetworkOutputs<T> Apply<T>(
        ITensorOps<T> ops, in NetworkInputs<T> inputs, TargetScale scale, Heads heads)
    {
        var stamp = inputs.Stamp;
        var flux = ops.Clip(
            ops.MatMul(ops.Reshape(stamp, -1, Pixels), ops.Constant(CentralAperture.Mask, Pixels, 1)),
            CentralAperture.LeastFlux, 1e30);
        var channels = Channels(ops, stamp, flux);
        var (trunk, logit) = Trunk(ops, channels);
        var features = StampMeasurer.Measure(ops, stamp, ShareOfPixels(ops, stamp, logit), flux);
        var gain = ops.Affine(
            ops.Log(ops.Clip(inputs.GainSigma, LeastGainSigma, MostGainSigma)), 0.8, -0.8 * Math.Log(65));
        var rings = ops.Reshape(
            ops.MatMul(ops.Reshape(channels, -1, 2, Pixels), ops.Constant(Polar, Pixels, PolarRings.Count)),
            -1, 2 * PolarRings.Count);
        var numbers = ops.Standardise(ops.Concat(1, rings, features.Numbers, gain), "numbers");
        var common = ops.Concat(
            1, trunk, numbers, HeadLayers.Size(ops, features.Ellipticity1, features.Ellipticity2));
        var blind = heads.HasFlag(Heads.Blind) ? HeadLayers.Blind(ops, common, features, scale) : default;
        var seeing = heads.HasFlag(Heads.Seeing)
            ? HeadLayers.Seeing(ops, common, features, inputs.Psf, scale) : default;
        var crowding = _looksPast ? Crowding.OfShares(ops, stamp, logit!) : Crowding.OfAsymmetry(ops, stamp);
        return new NetworkOutputs<T>(blind, seeing, _looksPast ? logit : default, flux, crowding);
    }

    // The stamp compressed, once in units of the noise and once in units of its own flux. Bounded inputs: a linear
    // channel with a bright star in it ruins the running statistics.
    private static T Channels<T>(ITensorOps<T> ops, T stamp, T flux)
    {
        var byNoise = ops.Affine(Asinh.Of(ops, ops.Affine(stamp, 1.0 / 3)), 0.7);
        var scale = ops.Divide(ops.Constant([60f], 1, 1, 1), ops.Reshape(flux, -1, 1, 1));
        var byFlux = Asinh.Of(ops, ops.Multiply(stamp, scale));
        return ops.Concat(
            1, ops.Reshape(byNoise, -1, 1, Side, Side), ops.Reshape(byFlux, -1, 1, Side, Side));
    }

    private (T Features, T? ShareLogit) Trunk<T>(ITensorOps<T> ops, T channels)
    {
        var planes = channels;
        T? logit = default;
        for (var block = 0; block < _widths.Length; block++)
        {
            for (var i = 0; i < ConvolutionsPerBlock; i++)
            {
                var name = $"trunk.{block}.{i}";
                planes = block == 0 && i == 0 ? ops.ConvolveHalving(planes, name) : ops.Convolve(planes, name);
            }

            if (block == 1 && _looksPast) logit = ShareLogit(ops, planes);
            if (block < _widths.Length - 1) planes = ops.AveragePool(planes);
        }

        return (ops.Reshape(ops.ToFull(planes), -1, 9 * _widths[^1]), logit);
    }

    // After the second block a plane has one pixel per cell of 4 x 4, which has seen 28 x 28.
    private T ShareLogit<T>(ITensorOps<T> ops, T planes)
    {
        var flat = ops.Reshape(ops.ToFull(planes), -1, _widths[1], LightShare.Cells);
        var logit = ops.MatMul(ops.Weight("share.weight"), flat);
        return ops.Add(ops.Reshape(logit, -1, LightShare.Cells), ops.Weight("share.place"));
    }

    private T ShareOfPixels<T>(ITensorOps<T> ops, T stamp, T? logit)
    {
        if (!_looksPast) return ops.Constant([1f], 1, 1, 1);
        var cells = ops.Reshape(ops.Sigmoid(logit!), -1, LightShare.Side, LightShare.Side);
        var enlarge = ops.Constant(Enlarging, Side, LightShare.Side);
        return ops.MatMul(ops.MatMul(enlarge, cells), ops.Transpose(enlarge, 1, 0));
    }

    private WeightPlan MakePlan()
    {
        var plan = new WeightPlan();
        var inputs = 8;
        var side = (Side + 1) / 2;
        for (var block = 0; block < _widths.Length; block++)
        {
            for (var i = 0; i < ConvolutionsPerBlock; i++)
            {
                plan.Convolve($"trunk.{block}.{i}", inputs, _widths[block], side, normalise: true);
                inputs = _widths[block];
            }

            if (block < _widths.Length - 1) side /= 2;
        }

        if (_looksPast)
        {
            plan.Array("share.weight", 0, 1, _widths[1]);
            plan.Array("share.place", 2, 1, LightShare.Cells);
        }

        var numbers = 2 * PolarRings.Count + StampMeasurer.NumberCount + 1;
        plan.Standardise("numbers", numbers);
        plan.Count(Pixels * 2.0 * PolarRings.Count + Pixels * 2.0 * 40 + 40.0 * Side * 80);
        HeadLayers.Describe(plan, side * side * _widths[^1] + numbers + 2 * StampMeasurer.Windows);
        return plan;
    }

    // [61, 15]: linear interpolation between the centres of the cells.
    private static float[] MakeEnlarging()
    {
        var matrix = new float[Side * LightShare.Side];
        for (var pixel = 0; pixel < Side; pixel++)
        {
            var place = Math.Clamp(
                (pixel - 0.5 * (LightShare.CellSide - 1)) / LightShare.CellSide, 0, LightShare.Side - 1);
            var cell = Math.Min((int)place, LightShare.Side - 2);
            matrix[pixel * LightShare.Side + cell] = (float)(1 - (place - cell));
            matrix[pixel * LightShare.Side + cell + 1] = (float)(place - cell);
        }

        return matrix;
    }
}
