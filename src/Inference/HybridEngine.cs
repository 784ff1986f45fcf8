using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Psf;

namespace GaLNet.Inference;

/// <summary>
/// A χ² fit that knows what a network says: the network sees through blends and cannot fall into wrong minima, the fit
/// reaches the limit that noise sets. The network's answer starts the fit and, with its errors, holds it:
/// the same pixels then count twice, which costs a little on clean stamps and gains more on crowded ones (priors 1.5
/// times as wide leave R² of n .006 lower on 5,000 crowded mocks).
/// Reported errors are those of the pixels alone, nowhere larger than the network's. Thread-safe.
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
        // What a network says beyond its training is worth no prior.
        if ((known.Flags & (FitFlags.Failed | FitFlags.OutsideTrainingDomain)) != 0)
        {
            var alone = chi2.Measure(item.Stamp, item.Psf);
            return alone with { Flags = alone.Flags | known.Flags & FitFlags.OutsideTrainingDomain };
        }
        var fit = chi2.Measure(item.Stamp, item.Psf, new FitStart(known.Profile, known.Errors));
        return NoWorseThan(known.Errors, fit);
    }

    // Where the pixels alone leave a parameter open (a degeneracy), the network's error stands.
    private static SersicFit NoWorseThan(SersicProfile known, SersicFit fit)
    {
        if (fit.Covariance is not { } covariance)
            return fit;
        var e = fit.Errors;
        double[] shares =
        [
            Share(known.XPix, e.XPix), Share(known.YPix, e.YPix), Share(known.Flux, e.Flux),
            Share(known.ReffPix, e.ReffPix), Share(known.AxisRatio, e.AxisRatio), Share(known.PaDeg, e.PaDeg),
            Share(known.Index, e.Index), 1,
        ];
        var scaled = new double[covariance.Length];
        for (var i = 0; i < scaled.Length; i++)
            scaled[i] = covariance[i] * shares[i / shares.Length] * shares[i % shares.Length];
        return fit with
        {
            Covariance = scaled,
            Errors = new SersicProfile(e.XPix * shares[0], e.YPix * shares[1], e.Flux * shares[2],
                e.ReffPix * shares[3], e.AxisRatio * shares[4], e.PaDeg * shares[5], e.Index * shares[6]),
        };
    }

    private static double Share(double limit, double error) => limit < error ? limit / error : 1;

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();
}
