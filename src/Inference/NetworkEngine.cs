using System.Collections.Concurrent;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Psf;

namespace GaLNet.Inference;

/// <summary>
/// Measures galaxies with a network (<c>galnet-1</c>, <c>galnet-2</c>). Stamps that are unlike the training set are
/// measured and flagged; those of which nothing can be said fail with a flag. Thread-safe.
/// </summary>
public sealed class NetworkEngine : IBatchFitEngine, IDisposable
{
    /// <summary>Stamps that one call of the network takes.</summary>
    public const int DefaultBatchSize = 64;

    private readonly OnnxModel _model;
    private readonly DomainGuard _guard;
    private readonly ProfileReport _report = new();
    private readonly ConcurrentBag<NetworkBatch> _batches = [];

    /// <param name="model">The network; the engine closes it.</param>
    /// <param name="batchSize">Stamps that one call of the network takes.</param>
    public NetworkEngine(OnnxModel model, int batchSize = DefaultBatchSize)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        (_model, BatchSize) = (model, batchSize);
        _guard = new DomainGuard(model.Info.Domain);
    }

    /// <summary>The network's file.</summary>
    public ModelInfo Info => _model.Info;

    /// <inheritdoc/>
    public string Name => _model.Info.Engine;

    /// <inheritdoc/>
    public string ModelId => _model.Info.ModelId;

    /// <inheritdoc/>
    public int BatchSize { get; }

    /// <inheritdoc/>
    public SersicFit Measure(Stamp stamp, PsfStamp psf) => Measure([new StampAndPsf(stamp, psf)])[0];

    /// <inheritdoc/>
    /// <remarks>One batch runs on the caller's thread, several on all cores.</remarks>
    public IReadOnlyList<SersicFit> Measure(IReadOnlyList<StampAndPsf> batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var fits = new SersicFit[batch.Count];
        var pieces = (batch.Count + BatchSize - 1) / BatchSize;
        if (pieces <= 1)
            MeasurePiece(batch, 0, fits);
        else
            Parallel.For(0, pieces, piece => MeasurePiece(batch, piece * BatchSize, fits));
        return fits;
    }

    /// <inheritdoc/>
    public float[] Render(SersicFit fit, Stamp stamp, PsfStamp psf) => FitPicture.Render(fit, stamp, psf);

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    private void MeasurePiece(IReadOnlyList<StampAndPsf> all, int first, SersicFit[] fits)
    {
        var count = Math.Min(BatchSize, all.Count - first);
        if (count == 0)
            return;
        if (!_batches.TryTake(out var buffers))
            buffers = new NetworkBatch(BatchSize);
        try
        {
            var prepared = new PreparedStamp[count];
            for (var i = 0; i < count; i++)
                prepared[i] = Prepare(all[first + i], buffers, i);
            _model.Run(buffers, count);
            for (var i = 0; i < count; i++)
                fits[first + i] = Answer(all[first + i], prepared[i], buffers, i);
        }
        finally
        {
            _batches.Add(buffers);
        }
    }

    private PreparedStamp Prepare(in StampAndPsf item, NetworkBatch buffers, int i)
    {
        var prepared = buffers.Fill(i, item);
        return prepared.IsUsable
            ? prepared with
            {
                Flags = prepared.Flags
                    | _guard.Check(prepared, buffers.Stamp(i), _model.TakesPsf ? buffers.Psf(i).ToArray() : []),
            }
            : prepared;
    }

    private SersicFit Answer(in StampAndPsf item, in PreparedStamp prepared, NetworkBatch buffers, int i)
    {
        if (!prepared.IsUsable)
            return SersicFit.NotMeasured(prepared.Flags);
        var fit = Decode(item.Stamp, prepared, buffers.Parameters(i), buffers.Errors(i), buffers.Errors95(i));
        var p = fit.Profile;
        if (!double.IsFinite(p.XPix + p.YPix + p.Flux + p.ReffPix + p.AxisRatio + p.PaDeg + p.Index))
            return SersicFit.NotMeasured(prepared.Flags | FitFlags.OutsideTrainingDomain);
        return _report.Complete(
            fit with { Flags = fit.Flags | _guard.CheckAnswer(p.ReffPix, p.AxisRatio, p.Index) }, item.Stamp, item.Psf);
    }

    private static SersicFit Decode(
        Stamp stamp, in PreparedStamp prepared, ReadOnlySpan<float> p, ReadOnlySpan<float> e,
        ReadOnlySpan<float> e95)
    {
        var scale = NetworkBatch.PixelScaleArcsec(stamp);
        var flux = Math.Pow(10, -0.4 * p[2]) * prepared.SigmaCounts;
        var pa = p[5] - 180 * Math.Floor(p[5] / 180.0);
        return new SersicFit
        {
            Profile = new SersicProfile(prepared.CentreXPix + p[0] / scale, prepared.CentreYPix + p[1] / scale, flux,
                p[3] / scale, p[4], pa >= 180 ? 0 : pa, p[6]),
            Errors = Widths(e, flux, scale),
            Errors95 = Widths(e95, flux, scale),
            Sky = double.IsFinite(stamp.Sky) ? stamp.Sky : 0,
            Flags = prepared.Flags,
        };
    }

    private static SersicProfile Widths(ReadOnlySpan<float> e, double flux, double scale) => new(
        e[0] / scale, e[1] / scale, 0.4 * Math.Log(10) * flux * e[2], e[3] / scale, e[4], e[5], e[6]);
}
