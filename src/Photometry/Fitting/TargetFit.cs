using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Fitting;

/// <summary>
/// The steps of one measurement: read the pixels, find where to start, minimise, look for neighbours in what is left
/// and fit them together with the target, report.
/// </summary>
internal static class TargetFit
{
    internal const int MaxNeighbours = 12;
    private const int MaxRounds = 8;
    private const int MaxDoubtful = 4;

    // A peak of the body so many times higher than the deepest trough there is no structure of the target.
    private const double SurePeak = 4;

    // Sources that may be drawn for one measurement: bounds its time.
    private const int MaxDrawn = 250;

    // The same where detection has told of the neighbours: what is left to find is little.
    private const int MaxDrawnOfDetected = 120;

    // What a fit that ran out of time may still spend with distant neighbours held.
    private const int LastEvaluations = 20;
    private const int MinEvaluations = 8;

    // Steps after which neighbours far from the target are where they belong.
    private const int RoughEvaluations = 5;

    // What a source must gain in χ² to stay.
    private const double SuperfluousChi2 = 12;

    // New sources within so many PSF widths set an old one free again.
    private const double NearFactor = 6;

    /// <summary>Measures the stamp's target.</summary>
    /// <param name="workspace">Room of the stamp's and the PSF's size.</param>
    /// <param name="stamp">The stamp.</param>
    /// <param name="psf">The PSF.</param>
    /// <param name="start">What is known of the target; null = what the pixels say.</param>
    /// <param name="sky">What is known of the sky; null = nothing.</param>
    public static SersicFit Run(FitWorkspace workspace, Stamp stamp, PsfStamp psf, FitStart? start, KnownSky? sky)
    {
        var scene = workspace.Scene;
        workspace.Clear();
        if (!workspace.SetPsf(psf))
            return SersicFit.NotMeasured(FitFlags.PsfFallback);
        if (!scene.Pixels.Set(stamp))
            return SersicFit.NotMeasured(FitFlags.MaskedPixels);
        scene.Sky = scene.Pixels.Sky;
        scene.SkyIsFree = !stamp.SkyIsFixed;
        scene.SetSkyPrior(sky);
        workspace.Minimiser.ResetEvaluations();
        SceneStart.Set(workspace, stamp, start);
        scene.Drawn = 0;
        workspace.LeavesPeaksOut = stamp.Search == NeighbourSearch.OutsideTarget;
        workspace.MaxDrawn = stamp.Search == NeighbourSearch.Everywhere ? MaxDrawn : MaxDrawnOfDetected;
        var converged = stamp.Search == NeighbourSearch.Everywhere ? Minimise(workspace) : FirstMinimise(workspace);
        if (stamp.Search != NeighbourSearch.Nowhere)
            converged = Deblend(workspace, converged, stamp.Search == NeighbourSearch.Everywhere);
        if (stamp.Search == NeighbourSearch.Everywhere)
            converged = Prune(workspace, converged);
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
                if (round < MaxRounds - 1 && workspace.Scene.Drawn < workspace.MaxDrawn)
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

    // Distant neighbours find their place in a few steps; then they are held and the rest goes to the minimum.
    private static bool FirstMinimise(FitWorkspace workspace)
    {
        if (workspace.FreeSources > 1 && !workspace.Minimiser.Run(RoughEvaluations))
            Freeze(workspace, workspace.Scene.Sources.Count);
        return Minimise(workspace);
    }

    private static bool Minimise(FitWorkspace workspace)
    {
        var left = (workspace.MaxDrawn - workspace.Scene.Drawn) / workspace.FreeSources;
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
                frozen &= SceneStart.Distance2(p[0], p[1], sources[j].P[Component.X], sources[j].P[Component.Y]) > near;
            sources[i].Freedom = frozen ? Freedom.Frozen : sources[i].IsShapeGiven ? Freedom.Flux : Freedom.All;
        }
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
        var isMasked = false;
        foreach (var peak in finder.Peaks)
        {
            if (workspace.LeavesPeaksOut && DistantNeighbour.TryMask(workspace, peak))
            {
                isMasked = true;
                continue;
            }
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
        return added > 0 || removed || isMasked;
    }

    private static void AddPeak(FitWorkspace workspace, Peak peak)
    {
        var neighbour = workspace.Add();
        neighbour.IsLeftover = true;
        (neighbour.P[Component.X], neighbour.P[Component.Y]) = (peak.X, peak.Y);
        neighbour.SetBounds(3 * workspace.PsfSigma);
        neighbour.SetNeighbourPriors(workspace.PsfSigma, peak.Signal);
        neighbour.P[Component.Flux] = peak.Signal * 5 * workspace.PsfSigma;
        neighbour.P[Component.LogRadius] = neighbour.PriorMean[Component.LogRadius];
        neighbour.P[Component.E1] = neighbour.P[Component.E2] = 0;
        neighbour.P[Component.LogIndex] = neighbour.PriorMean[Component.LogIndex];
    }

    // A source that was added while the target had not yet found its place may have become superfluous: a scene
    // without it that explains the pixels as well is the better one.
    private static bool Prune(FitWorkspace workspace, bool converged)
    {
        var scene = workspace.Scene;
        for (var i = scene.Sources.Count - 1; i > 0; i--)
        {
            var source = scene.Sources[i];
            if (!source.IsLeftover
                || !workspace.Finder.InBody(source.P[Component.X], source.P[Component.Y], workspace.PsfSigma))
            {
                continue;
            }
            var before = workspace.Minimiser.ChiSquare;
            workspace.Save();
            workspace.Remove(source);
            Freeze(workspace, scene.Sources.Count);
            var without = workspace.Minimiser.Run(Chi2Engine.MaxEvaluations);
            if (workspace.Minimiser.ChiSquare < before + SuperfluousChi2)
            {
                converged = without;
                continue;
            }
            workspace.RestoreSaved();
            workspace.Minimiser.Run(MinEvaluations);
        }
        return converged;
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
}
