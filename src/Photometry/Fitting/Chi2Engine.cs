using GaLNet.Photometry.Psf;

namespace GaLNet.Photometry.Fitting;

/// <summary>
/// The standard method: χ² minimisation of a PSF-convolved Sérsic profile and a local sky, as 2DPHOT and GALFIT do.
/// Thread-safe; workspaces are pooled by stamp and PSF size.
/// </summary>
public sealed class Chi2Engine : IFitEngine
{
    /// <summary>Model evaluations after which a fit stops with <see cref="FitFlags.NotConverged"/>.</summary>
    public const int MaxEvaluations = 60;

    private readonly WorkspacePool _pool = new();

    /// <inheritdoc/>
    public string Name => "chi2";

    /// <inheritdoc/>
    public string ModelId => "chi2-1";

    /// <inheritdoc/>
    public SersicFit Measure(Stamp stamp, PsfStamp psf) => Measure(stamp, psf, null);

    /// <summary>The same from what is known of the target, which also holds the fit.</summary>
    /// <param name="stamp">The stamp.</param>
    /// <param name="psf">The PSF.</param>
    /// <param name="start">Start and priors of the target; null = neither.</param>
    public SersicFit Measure(Stamp stamp, PsfStamp psf, FitStart? start)
    {
        ArgumentNullException.ThrowIfNull(stamp);
        ArgumentNullException.ThrowIfNull(psf);
        if (CentralWindow.Of(stamp) is { } window)
        {
            var fit = Measure(window.Stamp, psf, window.Start(start), window.Sky);
            if (window.Holds(fit))
                return window.InStamp(fit);
        }
        return Measure(stamp, psf, start, null);
    }

    private SersicFit Measure(Stamp stamp, PsfStamp psf, FitStart? start, KnownSky? sky)
    {
        using var loan = _pool.Borrow(stamp, psf);
        return TargetFit.Run(loan.Workspace, stamp, psf, start, sky);
    }

    /// <inheritdoc/>
    public float[] Render(SersicFit fit, Stamp stamp, PsfStamp psf) => FitPicture.Render(fit, stamp, psf);
}
