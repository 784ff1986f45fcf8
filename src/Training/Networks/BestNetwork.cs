using GaLNet.Inference;
using GaLNet.Training.Feed;

namespace GaLNet.Training.Networks;

/// <summary>
/// Our best pair: a trunk of four blocks at half resolution, an estimate of which light is the target's, moments of
/// that light, and heads that turn measured moments into answers by learnt gains.
/// </summary>
public sealed class BestNetwork : INetwork
{
    private const int ConvolutionsPerBlock = 2;
    private const double LeastGainSigma = 5, MostGainSigma = 3000;

    // Slope of the compressed light in units of the noise, per sky sigma; linear light keeps it.
    private const double NoiseSlope = 0.7 / 3;

    private readonly int[] _widths;
    private readonly bool _looksPast;
    private readonly LeftOut _without;
    private readonly int _side;
    private readonly int _pixels;
    private readonly int _cellsPerSide;
    private readonly int _cells;
    private readonly float[] _polar;
    private readonly float[] _enlarging;
    private readonly StampMeasurer _measurer;

    /// <summary>A pair with the given channels per block.</summary>
    /// <param name="widths">Channels of the four blocks; null for 32, 48, 64, 96.</param>
    /// <param name="looksPastNeighbours">False leaves the estimate of the target's light out, for comparison.</param>
    /// <param name="without">What else is left out, for comparison.</param>
    /// <param name="stampSide">Pixels per side of the stamps; all maps follow it, the windows of moments stay.</param>
    public BestNetwork(
        int[]? widths = null, bool looksPastNeighbours = true, LeftOut without = LeftOut.None,
        int stampSide = NetworkContract.StampSize)
    {
        _widths = widths ?? [32, 48, 64, 96];
        _looksPast = looksPastNeighbours;
        _without = without;
        (_side, _pixels) = (stampSide, stampSide * stampSide);
        (_cellsPerSide, _cells) = (LightShare.SideOf(stampSide), LightShare.CellsOf(stampSide));
        _polar = PolarRings.Matrix(stampSide);
        _enlarging = MakeEnlarging(stampSide);
        _measurer = new StampMeasurer(stampSide, !without.HasFlag(LeftOut.SecondCentroid));
        Plan = MakePlan();
    }

    /// <inheritdoc/>
    public string Architecture
        => $"best-1 {string.Join('-', _widths)}{(_looksPast ? string.Empty : " without shares")}"
            + (_without == LeftOut.None ? string.Empty : $" without {_without}")
            + (_side == NetworkContract.StampSize ? string.Empty : $" on {_side} pixels");

    /// <inheritdoc/>
    public int TargetCount => ShapeTargets.Count;

    /// <inheritdoc/>
    public bool PredictsErrors => true;

    /// <inheritdoc/>
    public WeightPlan Plan { get; }

    /// <inheritdoc/>
    public void Encode(in PixelTruth truth, float apertureFlux, Span<float> targets)
        => ShapeTargets.Encode(truth, apertureFlux, _without, targets);

    /// <inheritdoc/>
    public PixelAnswer<T> Interpret<T>(ITensorOps<T> ops, T answers, T apertureFlux, TargetScale scale)
        => ShapeTargets.Interpret(ops, answers, apertureFlux, scale, _without);

    /// <inheritdoc/>
    public NetworkOutputs<T> Apply<T>(
        ITensorOps<T> ops, in NetworkInputs<T> inputs, TargetScale scale, Heads heads)
    {
        var stamp = inputs.Stamp;
        var flux = ops.Clip(
            ops.MatMul(ops.Reshape(stamp, -1, _pixels), ops.Constant(CentralAperture.MaskOf(_side), _pixels, 1)),
            CentralAperture.LeastFlux, 1e30);
        var channels = Channels(ops, stamp, flux);
        var (trunk, logit) = Trunk(ops, channels);
        var features = HasMoments
            ? _measurer.Measure(ops, stamp, ShareOfPixels(ops, logit), flux) : default;
        var gain = ops.Affine(
            ops.Log(ops.Clip(inputs.GainSigma, LeastGainSigma, MostGainSigma)), 0.8, -0.8 * Math.Log(65));
        var rings = ops.Reshape(
            ops.MatMul(ops.Reshape(channels, -1, 2, _pixels), ops.Constant(_polar, _pixels, RingCount)),
            -1, 2 * RingCount);
        var common = HasMoments
            ? ops.Concat(
                1, trunk, ops.Standardise(ops.Concat(1, rings, features.Numbers, gain), "numbers"),
                HeadLayers.Size(ops, features.Ellipticity1, features.Ellipticity2))
            : ops.Concat(1, trunk, ops.Standardise(ops.Concat(1, rings, gain), "numbers"));
        var layers = new HeadLayers(_without);
        var blind = heads.HasFlag(Heads.Blind) ? layers.Blind(ops, common, features, scale) : default;
        var seeing = heads.HasFlag(Heads.Seeing)
            ? layers.Seeing(ops, common, features, inputs.Psf, scale) : default;
        var crowding = _looksPast
            ? Crowding.OfShares(ops, stamp, logit!, _side) : Crowding.OfAsymmetry(ops, stamp);
        return new NetworkOutputs<T>(blind, seeing, _looksPast ? logit : default, flux, crowding);
    }

    private bool HasMoments => !_without.HasFlag(LeftOut.Moments);

    private bool Halves => !_without.HasFlag(LeftOut.Halving);

    private int RingCount => PolarRings.CountOf(_side);

    // The stamp compressed, once in units of the noise and once in units of its own flux. Bounded inputs: a linear
    // channel with a bright star in it ruins the running statistics.
    private T Channels<T>(ITensorOps<T> ops, T stamp, T flux)
    {
        var compresses = !_without.HasFlag(LeftOut.Compression);
        var byNoise = compresses
            ? ops.Affine(Asinh.Of(ops, ops.Affine(stamp, 1.0 / 3)), 0.7) : ops.Affine(stamp, NoiseSlope);
        var scale = ops.Divide(ops.Constant([60f], 1, 1, 1), ops.Reshape(flux, -1, 1, 1));
        var scaled = ops.Multiply(stamp, scale);
        var byFlux = compresses ? Asinh.Of(ops, scaled) : scaled;
        return ops.Concat(
            1, ops.Reshape(byNoise, -1, 1, _side, _side), ops.Reshape(byFlux, -1, 1, _side, _side));
    }

    private (T Features, T? ShareLogit) Trunk<T>(ITensorOps<T> ops, T channels)
    {
        var planes = Halves ? channels : ops.ForConvolution(channels);
        T? logit = default;
        for (var block = 0; block < _widths.Length; block++)
        {
            for (var i = 0; i < ConvolutionsPerBlock; i++)
            {
                var name = $"trunk.{block}.{i}";
                planes = Halves && block == 0 && i == 0
                    ? ops.ConvolveHalving(planes, name) : ops.Convolve(planes, name);
            }

            // Cells of 4 x 4 pixels are the planes of the second block, at full resolution after its pool.
            if (block == 1 && _looksPast && Halves) logit = ShareLogit(ops, planes);
            if (block < _widths.Length - 1 || !Halves) planes = ops.AveragePool(planes);
            if (block == 1 && _looksPast && !Halves) logit = ShareLogit(ops, planes);
        }

        return (ops.Reshape(ops.ToFull(planes), -1, LastSide * LastSide * _widths[^1]), logit);
    }

    // Side of the last planes.
    private int LastSide => Halves ? (_side + 1) / 2 / 8 : _side / 16;

    // After the second block a plane has one pixel per cell of 4 x 4, which has seen 28 x 28.
    private T ShareLogit<T>(ITensorOps<T> ops, T planes)
    {
        var planeSide = Halves ? (_side + 1) / 4 : _cellsPerSide;
        // The last cell of some sides is not whole, and belongs to none.
        if (planeSide > _cellsPerSide)
            planes = ops.Slice(ops.Slice(planes, 2, 0, _cellsPerSide), 3, 0, _cellsPerSide);
        var flat = ops.Reshape(ops.ToFull(planes), -1, _widths[1], _cells);
        var logit = ops.MatMul(ops.Weight("share.weight"), flat);
        return ops.Add(ops.Reshape(logit, -1, _cells), ops.Weight("share.place"));
    }

    private T ShareOfPixels<T>(ITensorOps<T> ops, T? logit)
    {
        if (!_looksPast) return ops.Constant([1f], 1, 1, 1);
        var cells = ops.Reshape(ops.Sigmoid(logit!), -1, _cellsPerSide, _cellsPerSide);
        var enlarge = ops.Constant(_enlarging, _side, _cellsPerSide);
        return ops.MatMul(ops.MatMul(enlarge, cells), ops.Transpose(enlarge, 1, 0));
    }

    private WeightPlan MakePlan()
    {
        var plan = new WeightPlan();
        // Two channels, or the four pixels of a 2 x 2 cell of both.
        var inputs = Halves ? 8 : 2;
        var side = Halves ? (_side + 1) / 2 : _side;
        for (var block = 0; block < _widths.Length; block++)
        {
            for (var i = 0; i < ConvolutionsPerBlock; i++)
            {
                plan.Convolve($"trunk.{block}.{i}", inputs, _widths[block], side, normalise: true);
                inputs = _widths[block];
            }

            if (block < _widths.Length - 1 || !Halves) side /= 2;
        }

        if (_looksPast)
        {
            plan.Array("share.weight", 0, 1, _widths[1]);
            plan.Array("share.place", 2, 1, _cells);
        }

        var numbers = 2 * RingCount + (HasMoments ? StampMeasurer.NumberCount : 0) + 1;
        plan.Standardise("numbers", numbers);
        plan.Count(_pixels * 2.0 * RingCount + (HasMoments ? _pixels * 2.0 * 40 + 40.0 * _side * 80 : 0));
        HeadLayers.Describe(
            plan, side * side * _widths[^1] + numbers + (HasMoments ? 2 * StampMeasurer.Windows : 0));
        return plan;
    }

    // [side, cells per side]: linear interpolation between the centres of the cells.
    private static float[] MakeEnlarging(int side)
    {
        var cells = LightShare.SideOf(side);
        var matrix = new float[side * cells];
        for (var pixel = 0; pixel < side; pixel++)
        {
            var place = Math.Clamp(
                (pixel - 0.5 * (LightShare.CellSide - 1)) / LightShare.CellSide, 0, cells - 1);
            var cell = Math.Min((int)place, cells - 2);
            matrix[pixel * cells + cell] = (float)(1 - (place - cell));
            matrix[pixel * cells + cell + 1] = (float)(place - cell);
        }

        return matrix;
    }
}
