using GaLNet.Photometry.Psf;

namespace GaLNet.Photometry.Fitting;

/// <summary>
/// Completes a measurement that no fit made (a network's): draws its profile and fills in χ², S/N and flags by the
/// very rules of the χ² fits. Thread-safe.
/// </summary>
public sealed class ProfileReport
{
    // Bounds that a profile from outside is drawn within, pixels from where it is.
    private const double Wander = 1;

    // Light in units of the noise that χ² cannot feel.
    private const double Unseen = 1e-3;

    private readonly WorkspacePool _pool = new();

    /// <summary>
    /// The measurement with <see cref="SersicFit.Chi2"/>, <see cref="SersicFit.Chi2Reff"/>,
    /// <see cref="SersicFit.SignalToNoise"/> and the flags of pixels and bounds. The sky is taken as given; neighbours
    /// are not drawn, so a blend's χ² tells of them.
    /// </summary>
    public SersicFit Complete(SersicFit fit, Stamp stamp, PsfStamp psf)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(stamp);
        ArgumentNullException.ThrowIfNull(psf);
        using var loan = _pool.Borrow(stamp, psf);
        var workspace = loan.Workspace;
        var scene = workspace.Scene;
        workspace.Clear();
        if (!workspace.SetPsf(psf, forDrawing: true))
            return SersicFit.NotMeasured(fit.Flags | FitFlags.PsfFallback);
        if (!scene.Pixels.Set(stamp, skyIsKnown: true))
            return SersicFit.NotMeasured(fit.Flags | FitFlags.MaskedPixels);
        scene.Sky = fit.Sky / scene.Pixels.Unit;
        scene.SkyIsFree = false;
        var target = workspace.Add();
        target.Set(fit.Profile, scene.Pixels.Unit);
        target.SetBounds(Wander);
        target.Clamp();
        scene.DrawLight(Unseen);
        scene.Weigh();
        return fit with
        {
            Chi2 = scene.ChiSquare() / Math.Max(1, scene.Pixels.Used - FitReport.PaperParameters),
            Chi2Reff = FitReport.Chi2Reff(scene, fit.Profile),
            SignalToNoise = FitReport.SignalToNoise(scene, stamp),
            Flags = fit.Flags | scene.Pixels.Flags
                | FitReport.BoundFlags(target, scene.Grid.Width, scene.Grid.Height),
            Iterations = 1,
        };
    }
}
