using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Psf;

namespace GaLNet.Inference;

/// <summary>
/// A χ² fit that knows what a network says: the network sees through blends and cannot fall into wrong minima, the fit
/// reaches the limit that noise sets. Thread-safe.
/// </summary>
public sealed class HybridEngine : IBatchFitEngine, IDisposable
{
    private readonly NetworkEngine _network;
    private readonly Chi2Engine _chi2 = new();

    /// <param name="network">The network; the engine closes it.</param>
    public HybridEngine(NetworkEngine network)
    {
        ArgumentNullException.ThrowIfNull(network);
        _network = network;
    }

    /// <inheritdoc/>
    public string Name => EngineNames.Hybrid;

    /// <inheritdoc/>
    public string ModelId => IdOf(_chi2, _network.ModelId);

    /// <inheritdoc/>
    public int BatchSize => _network.BatchSize;

    /// <inheritdoc/>
    public SersicFit Measure(Stamp stamp, PsfStamp psf) => Measure([new StampAndPsf(stamp, psf)])[0];

    /// <inheritdoc/>
    public IReadOnlyList<SersicFit> Measure(IReadOnlyList<StampAndPsf> batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var known = _network.Measure(batch);
        var fits = new SersicFit[batch.Count];
        if (batch.Count <= BatchSize)
        {
            for (var i = 0; i < fits.Length; i++)
                fits[i] = Refine(_chi2, batch[i], known[i]);
        }
        else
        {
            Parallel.For(0, fits.Length, i => fits[i] = Refine(_chi2, batch[i], known[i]));
        }
        return fits;
    }

    /// <inheritdoc/>
    public float[] Render(SersicFit fit, Stamp stamp, PsfStamp psf) => FitPicture.Render(fit, stamp, psf);

    /// <summary>What fits carry that start from the answer of a network.</summary>
    public static string IdOf(Chi2Engine chi2, string networkId)
    {
        ArgumentNullException.ThrowIfNull(chi2);
        return $"{chi2.ModelId} + {networkId}";
    }

    /// <summary>The second half of a measurement, for those who have asked the network already.</summary>
    /// <param name="chi2">The fit.</param>
    /// <param name="item">The galaxy.</param>
    /// <param name="known">What the network said of it.</param>
    public static SersicFit Refine(Chi2Engine chi2, in StampAndPsf item, SersicFit known)
    {
        ArgumentNullException.ThrowIfNull(chi2);
        ArgumentNullException.ThrowIfNull(known);
        var start = (known.Flags & FitFlags.Failed) == 0 ? new FitStart(known.Profile, known.Errors) : null;
        var fit = chi2.Measure(item.Stamp, item.Psf, start);
        return fit with { Flags = fit.Flags | known.Flags & FitFlags.OutsideTrainingDomain };
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();
}
