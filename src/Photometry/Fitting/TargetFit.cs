using GaLNet.Photometry.Psf;

namespace GaLNet.Photometry.Fitting;

/// <summary>The steps of one measurement: read the pixels, find where to start, minimise, report.</summary>
internal static class TargetFit
{
    /// <summary>Measures the stamp's target.</summary>
    public static SersicFit Run(FitWorkspace workspace, Stamp stamp, PsfStamp psf)
    {
        var scene = workspace.Scene;
        workspace.Clear();
        if (!workspace.SetPsf(psf))
            return SersicFit.NotMeasured(FitFlags.PsfFallback);
        if (!scene.Pixels.Set(stamp))
            return SersicFit.NotMeasured(FitFlags.MaskedPixels);
        scene.Sky = scene.Pixels.Sky;
        scene.SkyIsFree = !stamp.SkyIsFixed;
        workspace.Minimiser.ResetEvaluations();
        var target = workspace.Add();
        Start(workspace, stamp, target);
        var converged = workspace.Minimiser.Run(Chi2Engine.MaxEvaluations);
        return FitReport.Make(scene, workspace.Minimiser, stamp, converged);
    }

    private static void Start(FitWorkspace workspace, Stamp stamp, Component target)
    {
        var grid = workspace.Scene.Grid;
        var pixels = workspace.Scene.Pixels;
        var x = (stamp.Guess?.XPix ?? (grid.Width - 1) / 2.0) - (grid.Width - 1) / 2.0;
        var y = (stamp.Guess?.YPix ?? (grid.Height - 1) / 2.0) - (grid.Height - 1) / 2.0;
        var wander = Math.Max(4, 0.08 * Math.Min(grid.Width, grid.Height));
        (target.P[Component.X], target.P[Component.Y]) = (x, y);
        target.SetBounds(wander);
        var seen = WindowedMoments.Of(pixels.Data, pixels.Variance, grid.Width, grid.Height, grid.Stride,
            pixels.Sky, x, y, wander) ?? new WindowedMoments(x, y, 4, 0, 4, 1);
        StartingPoint.Set(target, seen, workspace.PsfMoments, 1.2);
        target.Clamp();
    }
}
