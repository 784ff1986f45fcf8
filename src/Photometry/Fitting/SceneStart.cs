using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Fitting;

/// <summary>The scene that a fit starts from: target, detected neighbours, and what stands apart in the image.</summary>
internal static class SceneStart
{
    // Knots: peaks below this fraction of the target's own, within so many squared rms radii of its light.
    private const double KnotSignal = 0.4;

    private const double KnotReach = 12;

    // Detected neighbours may be as large as any.
    private const double BrightSignal = 100;

    // A target is at most so many times larger than it looked when it was detected.
    private const double LargestOverDetected = 10;

    private const double StartIndex = 1.2;

    // A neighbour so many half-light radii off the stamp shows nothing of its shape there.
    private const double OffStampRadii = 1;

    // Relative error of a detected flux, for neighbours of which no more than the outskirts is seen.
    private const double DetectedFluxError = 0.3;

    /// <summary>Fills an empty scene whose pixels are read.</summary>
    /// <param name="workspace">The workspace of the scene.</param>
    /// <param name="stamp">The stamp.</param>
    /// <param name="start">What is known of the target; null = what the pixels say.</param>
    public static void Set(FitWorkspace workspace, Stamp stamp, FitStart? start)
    {
        var grid = workspace.Scene.Grid;
        var known = start?.Profile ?? stamp.Guess;
        var x = (known?.XPix ?? (grid.Width - 1) / 2.0) - (grid.Width - 1) / 2.0;
        var y = (known?.YPix ?? (grid.Height - 1) / 2.0) - (grid.Height - 1) / 2.0;
        var peaks = workspace.Finder.Peaks;
        var given = Given(workspace, stamp, x, y);
        var apart = LeaveApartOut(workspace, stamp, given);
        if (stamp.Search != NeighbourSearch.Nowhere)
            workspace.Finder.FindInImage(x, y);
        else
            peaks.Clear();
        DropKnots(workspace, x, y);
        PutBeforePeaks(workspace, given);
        if (peaks.Count > TargetFit.MaxNeighbours)
            peaks.RemoveRange(TargetFit.MaxNeighbours, peaks.Count - TargetFit.MaxNeighbours);
        var target = workspace.Add();
        var wander = Math.Max(4, 0.08 * Math.Min(grid.Width, grid.Height));
        if (start is null)
            Start(workspace, target, x, y, wander, -1);
        else
            Start(workspace, target, start, wander);
        if (stamp.Guess is { ReffPix: > 0 } guess)
            target.LimitRadius(LargestOverDetected * Math.Max(guess.ReffPix, workspace.PsfSigma));
        for (var i = 0; i < peaks.Count; i++)
        {
            var neighbour = workspace.Add();
            if (i < given.Count)
                Start(workspace, neighbour, given[i]);
            else
                Start(workspace, neighbour, peaks[i].X, peaks[i].Y, 2 * workspace.PsfSigma, i);
            neighbour.SetNeighbourPriors(workspace.PsfSigma, i < given.Count ? BrightSignal : peaks[i].Signal);
            if (neighbour.IsShapeGiven)
                neighbour.SetFluxPrior(neighbour.P[Component.Flux], DetectedFluxError);
            neighbour.Clamp();
        }
        foreach (var neighbour in apart)
        {
            var source = workspace.Add();
            Start(workspace, source, neighbour);
            source.IsShapeGiven = true;
            source.Freedom = Freedom.Frozen;
            source.SetFluxPrior(source.P[Component.Flux], DetectedFluxError);
        }
    }

    // Takes those that do not reach the target out of the list, and their pixels out of the fit.
    private static List<Neighbour> LeaveApartOut(FitWorkspace workspace, Stamp stamp, List<Neighbour> given)
    {
        var grid = workspace.Scene.Grid;
        var apart = workspace.Apart;
        apart.Clear();
        if (stamp.Guess is not { } target || stamp.Search != NeighbourSearch.OutsideTarget)
            return apart;
        for (var i = given.Count - 1; i >= 0; i--)
        {
            var neighbour = given[i];
            if (DistantNeighbour.MaskRadius(neighbour, target, stamp.SignalRadiusPix, workspace.Scene.Pixels.Unit)
                is not { } radius)
            {
                continue;
            }
            workspace.Scene.Pixels.LeaveOut(
                neighbour.XPix - (grid.Width - 1) / 2.0, neighbour.YPix - (grid.Height - 1) / 2.0, radius);
            apart.Add(neighbour);
            given.RemoveAt(i);
        }
        return apart;
    }

    // Faint peaks upon the target's own light (knots of spiral arms) wait for the residuals.
    private static void DropKnots(FitWorkspace workspace, double x, double y)
    {
        var grid = workspace.Scene.Grid;
        var pixels = workspace.Scene.Pixels;
        var center = workspace.Finder.SignalAt(x, y);
        var seen = WindowedMoments.Of(pixels.Data, pixels.Variance, grid.Width, grid.Height, grid.Stride,
            workspace.Scene.Sky, x, y, 2 * workspace.PsfSigma);
        if (seen is not { } m)
            return;
        var (xx, xy, yy) = (KnotReach * m.Xx, KnotReach * m.Xy, KnotReach * m.Yy);
        workspace.Finder.Peaks.RemoveAll(p =>
        {
            var (dx, dy) = (p.X - m.X, p.Y - m.Y);
            return p.Signal < KnotSignal * center
                && dx * dx * yy - 2 * dx * dy * xy + dy * dy * xx < xx * yy - xy * xy;
        });
    }

    // The detected neighbours whose light may reach the stamp, brightest first.
    private static List<Neighbour> Given(FitWorkspace workspace, Stamp stamp, double targetX, double targetY)
    {
        var grid = workspace.Scene.Grid;
        var given = workspace.Given;
        given.Clear();
        foreach (var neighbour in stamp.Neighbours)
        {
            if (!double.IsFinite(neighbour.XPix + neighbour.YPix + neighbour.Flux + neighbour.RadiusPix))
                continue;
            var (x, y) = (neighbour.XPix - (grid.Width - 1) / 2.0, neighbour.YPix - (grid.Height - 1) / 2.0);
            var reach = neighbour.IsStar ? grid.PsfWidth / (2.0 * grid.Sampling) : 4 * neighbour.RadiusPix;
            var outside = Outside(grid, x, y);
            var isTarget = Distance2(x, y, targetX, targetY) < workspace.PsfSigma * workspace.PsfSigma;
            // Far outside, a source's periodic copy would enter the stamp from the other side.
            var drawable = outside < (grid.BoxX - grid.Width) / 2.0;
            if (!isTarget && drawable && outside < reach && neighbour.Flux > 5 * workspace.Scene.Pixels.Unit)
                given.Add(neighbour);
        }
        given.Sort(static (a, b) => b.Flux.CompareTo(a.Flux));
        if (given.Count > TargetFit.MaxNeighbours)
            given.RemoveRange(TargetFit.MaxNeighbours, given.Count - TargetFit.MaxNeighbours);
        return given;
    }

    // Puts them before the peaks, in place of peaks near them.
    private static void PutBeforePeaks(FitWorkspace workspace, List<Neighbour> given)
    {
        var grid = workspace.Scene.Grid;
        var peaks = workspace.Finder.Peaks;
        for (var i = 0; i < given.Count; i++)
        {
            var (x, y) = (given[i].XPix - (grid.Width - 1) / 2.0, given[i].YPix - (grid.Height - 1) / 2.0);
            var near = Math.Pow(Math.Max(2 * workspace.PsfSigma, given[i].RadiusPix), 2);
            peaks.RemoveAll(p => p.Signal > 0 && Distance2(p.X, p.Y, x, y) < near);
            peaks.Insert(i, new Peak(x, y, 0));
        }
    }

    private static void Start(FitWorkspace workspace, Component target, FitStart start, double wander)
    {
        target.SetPriors(start.Profile, start.Errors, workspace.Scene.Pixels.Unit);
        target.SetBounds(wander);
        target.Clamp();
    }

    private static void Start(FitWorkspace workspace, Component source, Neighbour neighbour)
    {
        var grid = workspace.Scene.Grid;
        var psf2 = workspace.PsfSigma * workspace.PsfSigma;
        var true2 = Math.Max(neighbour.RadiusPix * neighbour.RadiusPix - 1.386 * psf2, 0.1 * psf2);
        source.P[Component.X] = neighbour.XPix - (grid.Width - 1) / 2.0;
        source.P[Component.Y] = neighbour.YPix - (grid.Height - 1) / 2.0;
        source.P[Component.Flux] = neighbour.Flux / workspace.Scene.Pixels.Unit;
        source.P[Component.LogRadius] = 0.5 * Math.Log(true2);
        source.P[Component.E1] = source.P[Component.E2] = 0;
        source.P[Component.LogIndex] = Math.Log(StartIndex);
        source.IsPoint = neighbour.IsStar;
        source.SetBounds(2 * workspace.PsfSigma);
        source.Clamp();
        if (Outside(grid, source.P[Component.X], source.P[Component.Y]) < OffStampRadii * neighbour.RadiusPix)
            return;
        source.IsShapeGiven = true;
        source.Freedom = Freedom.Flux;
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

    private static double Outside(StampGrid grid, double x, double y)
        => Math.Max(Math.Abs(x) - grid.Width / 2.0, Math.Abs(y) - grid.Height / 2.0);

    public static double Distance2(double x, double y, double x2, double y2)
        => (x - x2) * (x - x2) + (y - y2) * (y - y2);
}
