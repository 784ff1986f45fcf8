using GaLNet.Photometry.Psf;

namespace GaLNet.Photometry.Fitting;

/// <summary>
/// The steps of one measurement: read the pixels, find where to start, minimise, look for neighbours in what is left
/// and fit them together with the target, report.
/// </summary>
internal static class TargetFit
{
    private const int MaxNeighbours = 12;
    private const int MaxRounds = 8;
    private const double StartIndex = 1.2;

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
        StartScene(workspace, stamp);
        var converged = workspace.Minimiser.Run(Chi2Engine.MaxEvaluations);
        for (var round = 0; round < MaxRounds && AddLeftovers(workspace); round++)
            converged = workspace.Minimiser.Run(Chi2Engine.MaxEvaluations);
        return FitReport.Make(scene, workspace.Minimiser, stamp, converged);
    }

    private static void StartScene(FitWorkspace workspace, Stamp stamp)
    {
        var grid = workspace.Scene.Grid;
        var x = (stamp.Guess?.XPix ?? (grid.Width - 1) / 2.0) - (grid.Width - 1) / 2.0;
        var y = (stamp.Guess?.YPix ?? (grid.Height - 1) / 2.0) - (grid.Height - 1) / 2.0;
        var peaks = workspace.Finder.Peaks;
        workspace.Finder.FindInImage(x, y);
        if (peaks.Count > MaxNeighbours)
            peaks.RemoveRange(MaxNeighbours, peaks.Count - MaxNeighbours);
        var target = workspace.Add();
        Start(workspace, target, x, y, Math.Max(4, 0.08 * Math.Min(grid.Width, grid.Height)), -1);
        for (var i = 0; i < peaks.Count; i++)
        {
            var neighbour = workspace.Add();
            Start(workspace, neighbour, peaks[i].X, peaks[i].Y, 3, i);
            neighbour.SetNeighbourPriors(workspace.PsfSigma);
        }
    }

    // Peaks of the residuals become sources; false when there are none. What a bright neighbour does to the target's
    // fit leaves false peaks around the target: those wait until they are the brightest left.
    private static bool AddLeftovers(FitWorkspace workspace)
    {
        var scene = workspace.Scene;
        var removed = RemoveVanished(workspace);
        workspace.Finder.FindInResidual(workspace.PsfSigma);
        var target = scene.Sources[0];
        var reach = 3 * workspace.PsfSigma + 2 * Math.Exp(target.P[Component.LogRadius]);
        var added = 0;
        foreach (var peak in workspace.Finder.Peaks)
        {
            var near = Distance2(peak.X, peak.Y, target.P[Component.X], target.P[Component.Y]) < reach * reach;
            if (scene.Sources.Count > MaxNeighbours)
                break;
            if (near && added > 0)
                continue;
            var neighbour = workspace.Add();
            (neighbour.P[Component.X], neighbour.P[Component.Y]) = (peak.X, peak.Y);
            neighbour.SetBounds(3 * workspace.PsfSigma);
            neighbour.SetNeighbourPriors(workspace.PsfSigma);
            neighbour.P[Component.Flux] = peak.Signal * 5 * workspace.PsfSigma;
            neighbour.P[Component.LogRadius] = neighbour.PriorMean[Component.LogRadius];
            neighbour.P[Component.E1] = neighbour.P[Component.E2] = 0;
            neighbour.P[Component.LogIndex] = neighbour.PriorMean[Component.LogIndex];
            added++;
            if (near)
                break;
        }
        return added > 0 || removed;
    }

    private static bool RemoveVanished(FitWorkspace workspace)
    {
        var sources = workspace.Scene.Sources;
        var removed = false;
        for (var i = sources.Count - 1; i > 0; i--)
        {
            if (sources[i].P[Component.Flux] > 1)
                continue;
            workspace.Remove(sources[i]);
            removed = true;
        }
        return removed;
    }

    // Starts a source from moments of the pixels that are nearer to it than to any other peak; own = -1: the target.
    private static void Start(FitWorkspace workspace, Component source, double x, double y, double wander, int own)
    {
        var grid = workspace.Scene.Grid;
        var pixels = workspace.Scene.Pixels;
        var target = workspace.Scene.Sources[0];
        var (targetX, targetY) = own < 0 ? (x, y) : (target.P[Component.X], target.P[Component.Y]);
        ReadOnlySpan<float> variance = pixels.Variance;
        if (workspace.Finder.Peaks.Count > 0)
        {
            LeaveOthersOut(workspace, targetX, targetY, own);
            variance = workspace.OwnVariance;
        }
        (source.P[Component.X], source.P[Component.Y]) = (x, y);
        source.SetBounds(wander);
        var seen = WindowedMoments.Of(pixels.Data, variance, grid.Width, grid.Height, grid.Stride,
            workspace.Scene.Sky, x, y, wander) ?? new WindowedMoments(x, y, 4, 0, 4, 1);
        StartingPoint.Set(source, seen, workspace.PsfMoments, StartIndex);
        source.Clamp();
    }

    private static void LeaveOthersOut(FitWorkspace workspace, double targetX, double targetY, int own)
    {
        var grid = workspace.Scene.Grid;
        var peaks = workspace.Finder.Peaks;
        workspace.Scene.Pixels.Variance.CopyTo(workspace.OwnVariance.AsSpan());
        for (var row = 0; row < grid.Height; row++)
        {
            for (var column = 0; column < grid.Width; column++)
            {
                var (x, y) = (column - (grid.Width - 1) / 2.0, row - (grid.Height - 1) / 2.0);
                var nearest = Distance2(x, y, targetX, targetY);
                var owner = -1;
                for (var i = 0; i < peaks.Count; i++)
                {
                    var distance = Distance2(x, y, peaks[i].X, peaks[i].Y);
                    if (distance < nearest)
                        (nearest, owner) = (distance, i);
                }
                if (owner != own)
                    workspace.OwnVariance[row * grid.Stride + column] = float.PositiveInfinity;
            }
        }
    }

    private static double Distance2(double x, double y, double x2, double y2)
        => (x - x2) * (x - x2) + (y - y2) * (y - y2);
}
