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
    private const int MaxDoubtful = 4;

    // A peak of the body so many times higher than the deepest trough there is no structure of the target.
    private const double SurePeak = 4;

    // Knots: peaks below this fraction of the target's own, within so many squared rms radii of its light.
    private const double KnotSignal = 0.4;
    private const double KnotReach = 12;

    // Detected neighbours may be as large as any.
    private const double BrightSignal = 100;

    // Sources that may be drawn for one measurement: bounds its time.
    private const int MaxDrawn = 250;

    // What a fit that ran out of time may still spend with distant neighbours held.
    private const int LastEvaluations = 20;
    private const int MinEvaluations = 8;

    // New sources within so many PSF widths set an old one free again.
    private const double NearFactor = 6;

    private const double StartIndex = 1.2;

    /// <summary>Measures the stamp's target.</summary>
    /// <param name="workspace">Room of the stamp's and the PSF's size.</param>
    /// <param name="stamp">The stamp.</param>
    /// <param name="psf">The PSF.</param>
    /// <param name="start">What is known of the target; null = what the pixels say.</param>
    public static SersicFit Run(FitWorkspace workspace, Stamp stamp, PsfStamp psf, FitStart? start)
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
        StartScene(workspace, stamp, start);
        scene.Drawn = 0;
        var converged = Minimise(workspace);
        if (stamp.Search != NeighbourSearch.Nowhere)
            converged = Deblend(workspace, converged, stamp.Search == NeighbourSearch.Everywhere);
        if (!converged)
        {
            Freeze(workspace, scene.Sources.Count);
            converged = workspace.Minimiser.Run(LastEvaluations);
        }
        return FitReport.Make(scene, workspace.Minimiser, stamp, converged);
    }

    // Adds what the residuals show. A peak in the target's body is a neighbour or the target's own structure (arms,
    // bars, rings): with neighbours the residuals come out clean in the end, with structure they never do, and then
    // all peaks of the body are given back.
    private static bool Deblend(FitWorkspace workspace, bool converged, bool bodyIsOpen)
    {
        var doubtful = 0;
        for (var round = 0; round < MaxRounds; round++)
        {
            var added = AddLeftovers(workspace, bodyIsOpen && doubtful < MaxDoubtful, out var isDoubtful);
            if (isDoubtful && doubtful++ == 0)
                workspace.SaveWithoutLast();
            if (added)
            {
                converged = Minimise(workspace);
                if (round < MaxRounds - 1 && workspace.Scene.Drawn < MaxDrawn)
                    continue;
            }
            if (doubtful == 0 || !bodyIsOpen || workspace.Finder.IsClean(workspace.PsfSigma))
                return converged;
            workspace.RestoreSaved();
            bodyIsOpen = false;
            round = Math.Min(round, MaxRounds - 3);
            converged = Minimise(workspace);
        }
        return converged;
    }

    private static bool Minimise(FitWorkspace workspace)
    {
        var left = (MaxDrawn - workspace.Scene.Drawn) / workspace.Scene.Sources.Count;
        return workspace.Minimiser.Run(Math.Clamp(left, MinEvaluations, Chi2Engine.MaxEvaluations));
    }

    // What is far from the target and from every new source has found its place.
    private static void Freeze(FitWorkspace workspace, int firstNew)
    {
        var sources = workspace.Scene.Sources;
        var near = Math.Pow(NearFactor * workspace.PsfSigma, 2);
        for (var i = 1; i < firstNew; i++)
        {
            var p = sources[i].P;
            var frozen = !workspace.Finder.InBody(p[Component.X], p[Component.Y], 2 * workspace.PsfSigma);
            for (var j = firstNew; j < sources.Count; j++)
                frozen &= Distance2(p[0], p[1], sources[j].P[Component.X], sources[j].P[Component.Y]) > near;
            sources[i].IsFrozen = frozen;
        }
    }

    private static void StartScene(FitWorkspace workspace, Stamp stamp, FitStart? start)
    {
        var grid = workspace.Scene.Grid;
        var known = start?.Profile ?? stamp.Guess;
        var x = (known?.XPix ?? (grid.Width - 1) / 2.0) - (grid.Width - 1) / 2.0;
        var y = (known?.YPix ?? (grid.Height - 1) / 2.0) - (grid.Height - 1) / 2.0;
        var peaks = workspace.Finder.Peaks;
        if (stamp.Search != NeighbourSearch.Nowhere)
            workspace.Finder.FindInImage(x, y);
        else
            peaks.Clear();
        DropKnots(workspace, x, y);
        var given = AddGiven(workspace, stamp, x, y);
        if (peaks.Count > MaxNeighbours)
            peaks.RemoveRange(MaxNeighbours, peaks.Count - MaxNeighbours);
        var target = workspace.Add();
        var wander = Math.Max(4, 0.08 * Math.Min(grid.Width, grid.Height));
        if (start is null)
            Start(workspace, target, x, y, wander, -1);
        else
            Start(workspace, target, start, wander);
        for (var i = 0; i < peaks.Count; i++)
        {
            var neighbour = workspace.Add();
            if (i < given.Count)
                Start(workspace, neighbour, given[i]);
            else
                Start(workspace, neighbour, peaks[i].X, peaks[i].Y, 2 * workspace.PsfSigma, i);
            neighbour.SetNeighbourPriors(workspace.PsfSigma, i < given.Count ? BrightSignal : peaks[i].Signal);
            neighbour.Clamp();
        }
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

    // Puts the detected neighbours whose light may reach the stamp before the peaks, in place of peaks near them.
    private static List<Neighbour> AddGiven(FitWorkspace workspace, Stamp stamp, double targetX, double targetY)
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
            var outside = Math.Max(Math.Abs(x) - grid.Width / 2.0, Math.Abs(y) - grid.Height / 2.0);
            var isTarget = Distance2(x, y, targetX, targetY) < workspace.PsfSigma * workspace.PsfSigma;
            // Far outside, a source's periodic copy would enter the stamp from the other side.
            var drawable = outside < (grid.BoxX - grid.Width) / 2.0;
            if (!isTarget && drawable && outside < reach && neighbour.Flux > 5 * workspace.Scene.Pixels.Unit)
                given.Add(neighbour);
        }
        given.Sort(static (a, b) => b.Flux.CompareTo(a.Flux));
        if (given.Count > MaxNeighbours)
            given.RemoveRange(MaxNeighbours, given.Count - MaxNeighbours);
        var peaks = workspace.Finder.Peaks;
        for (var i = 0; i < given.Count; i++)
        {
            var (x, y) = (given[i].XPix - (grid.Width - 1) / 2.0, given[i].YPix - (grid.Height - 1) / 2.0);
            var near = Math.Pow(Math.Max(2 * workspace.PsfSigma, given[i].RadiusPix), 2);
            peaks.RemoveAll(p => p.Signal > 0 && Distance2(p.X, p.Y, x, y) < near);
            peaks.Insert(i, new Peak(x, y, 0));
        }
        return given;
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
    }

    // Peaks of the residuals become sources; false when there are none. What a bright neighbour does to the target's
    // fit leaves false peaks around the target: those wait until they are the brightest left.
    private static bool AddLeftovers(FitWorkspace workspace, bool bodyIsOpen, out bool isDoubtful)
    {
        var scene = workspace.Scene;
        var finder = workspace.Finder;
        isDoubtful = false;
        var removed = RemoveVanished(workspace);
        finder.FindInResidual(workspace.PsfSigma);
        var added = 0;
        foreach (var peak in finder.Peaks)
        {
            if (scene.Sources.Count > MaxNeighbours)
                break;
            var inBody = finder.InBody(peak.X, peak.Y, workspace.PsfSigma);
            var isSure = peak.Signal > SurePeak * -finder.DeepestTrough;
            if (inBody && (added > 0 || !(isSure || bodyIsOpen)))
                continue;
            AddPeak(workspace, peak);
            added++;
            if (!inBody)
                continue;
            isDoubtful = !isSure;
            break;
        }
        Freeze(workspace, scene.Sources.Count - added);
        return added > 0 || removed;
    }

    private static void AddPeak(FitWorkspace workspace, Peak peak)
    {
        var neighbour = workspace.Add();
        (neighbour.P[Component.X], neighbour.P[Component.Y]) = (peak.X, peak.Y);
        neighbour.SetBounds(3 * workspace.PsfSigma);
        neighbour.SetNeighbourPriors(workspace.PsfSigma, peak.Signal);
        neighbour.P[Component.Flux] = peak.Signal * 5 * workspace.PsfSigma;
        neighbour.P[Component.LogRadius] = neighbour.PriorMean[Component.LogRadius];
        neighbour.P[Component.E1] = neighbour.P[Component.E2] = 0;
        neighbour.P[Component.LogIndex] = neighbour.PriorMean[Component.LogIndex];
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
