using GaLNet.Inference;
using GaLNet.Training.Feed;

namespace GaLNet.Training.Networks;

/// <summary>
/// The paper's pair (GaLNet I, §2.3): four blocks of two convolutions and a 2 x 2 average pool, three fully connected
/// layers; GaLNet-2 adds one block on the PSF. The targets are the seven parameters themselves, standardised. The
/// paper gives neither the channels nor the scaling of the pixels; both are ours.
/// </summary>
public sealed class PaperNetwork : INetwork
{
    private const int Side = NetworkContract.StampSize, PsfSide = NetworkContract.PsfSize;
    private const int Parameters = NetworkContract.ParameterCount;
    private const int Hidden = 256, Last = 128;
    private readonly int[] _widths;
    private readonly int _psfWidth;

    /// <summary>A pair with the given channels per block.</summary>
    /// <param name="widths">Channels of the four blocks; null for 16, 16, 32, 64.</param>
    /// <param name="psfWidth">Channels of the block on the PSF.</param>
    public PaperNetwork(int[]? widths = null, int psfWidth = 16)
    {
        _widths = widths ?? [16, 16, 32, 64];
        _psfWidth = psfWidth;
        Plan = MakePlan();
    }

    /// <inheritdoc/>
    public string Architecture => $"paper-1 {string.Join('-', _widths)} psf {_psfWidth}";

    /// <inheritdoc/>
    public int TargetCount => Parameters;

    /// <inheritdoc/>
    public bool PredictsErrors => false;

    /// <inheritdoc/>
    public WeightPlan Plan { get; }

    /// <inheritdoc/>
    public NetworkOutputs<T> Apply<T>(
        ITensorOps<T> ops, in NetworkInputs<T> inputs, TargetScale scale, Heads heads)
    {
        var flux = ops.Clip(
            ops.MatMul(
                ops.Reshape(inputs.Stamp, -1, Side * Side), ops.Constant(CentralAperture.Mask, Side * Side, 1)),
            CentralAperture.LeastFlux, 1e30);
        var planes = ops.ForConvolution(
            ops.Reshape(Asinh.Of(ops, ops.Affine(inputs.Stamp, 1.0 / 3)), -1, 1, Side, Side));
        var side = Side;
        for (var block = 0; block < _widths.Length; block++)
        {
            planes = Block(ops, planes, $"trunk.{block}");
            side /= 2;
        }

        var trunk = ops.Reshape(ops.ToFull(planes), -1, side * side * _widths[^1]);
        var blind = heads.HasFlag(Heads.Blind) ? Head(ops, trunk, "blind") : default;
        var seeing = heads.HasFlag(Heads.Seeing) ? Seeing(ops, trunk, inputs.Psf) : default;
        return new NetworkOutputs<T>(blind, seeing, default, flux, Crowding.OfAsymmetry(ops, inputs.Stamp));
    }

    /// <inheritdoc/>
    public void Encode(in PixelTruth truth, float apertureFlux, Span<float> targets)
    {
        targets[0] = (float)truth.XPix;
        targets[1] = (float)truth.YPix;
        targets[2] = (float)truth.SigmaMag;
        targets[3] = (float)truth.ReffPix;
        targets[4] = (float)truth.AxisRatio;
        targets[5] = (float)truth.PaDeg;
        targets[6] = (float)truth.Index;
    }

    /// <inheritdoc/>
    public PixelAnswer<T> Interpret<T>(ITensorOps<T> ops, T answers, T apertureFlux, TargetScale scale)
    {
        ArgumentNullException.ThrowIfNull(ops);
        ArgumentNullException.ThrowIfNull(scale);
        T Value(int k, double low = -1e6, double high = 1e6)
            => ops.Clip(ops.Affine(ops.Slice(answers, 1, k, 1), scale.Spread[k], scale.Mean[k]), low, high);
        var values = ops.Concat(
            1, Value(0), Value(1), Value(2), Value(3, 0.1), Value(4, 0.05, 1), Value(5, 0, TorchOps.BelowHalfTurn),
            Value(6, 0.05));
        // The paper's networks predict no errors: the spread of every parameter takes their place, and calibration
        // turns it into the errors that they have at each S/N.
        return new PixelAnswer<T>(values, ops.Add(ops.Affine(values, 0), ops.Constant(scale.Spread, 1, Parameters)));
    }

    private T Seeing<T>(ITensorOps<T> ops, T trunk, T psf)
    {
        var planes = ops.ForConvolution(ops.Reshape(ops.Affine(psf, 50), -1, 1, PsfSide, PsfSide));
        planes = Block(ops, planes, "psf");
        const int half = PsfSide / 2;
        return Head(
            ops, ops.Concat(1, trunk, ops.Reshape(ops.ToFull(planes), -1, half * half * _psfWidth)), "seeing");
    }

    private static T Block<T>(ITensorOps<T> ops, T planes, string name)
        => ops.AveragePool(ops.Convolve(ops.Convolve(planes, $"{name}.0"), $"{name}.1"));

    private static T Head<T>(ITensorOps<T> ops, T inputs, string head)
    {
        var hidden = ops.Relu(ops.Linear(ops.Relu(ops.Linear(inputs, $"{head}.0")), $"{head}.1"));
        return ops.Linear(hidden, $"{head}.2");
    }

    private WeightPlan MakePlan()
    {
        var plan = new WeightPlan();
        var inputs = 1;
        var side = Side;
        for (var block = 0; block < _widths.Length; block++)
        {
            plan.Convolve($"trunk.{block}.0", inputs, _widths[block], side, normalise: true);
            plan.Convolve($"trunk.{block}.1", _widths[block], _widths[block], side, normalise: true);
            inputs = _widths[block];
            side /= 2;
        }

        plan.Convolve("psf.0", 1, _psfWidth, PsfSide, normalise: true);
        plan.Convolve("psf.1", _psfWidth, _psfWidth, PsfSide, normalise: true);
        var trunk = side * side * _widths[^1];
        foreach (var (head, more) in new[] { ("blind", 0), ("seeing", PsfSide / 2 * (PsfSide / 2) * _psfWidth) })
        {
            plan.Linear($"{head}.0", trunk + more, Hidden);
            plan.Linear($"{head}.1", Hidden, Last);
            plan.Linear($"{head}.2", Last, Parameters);
        }

        return plan;
    }
}
