using GaLNet.Photometry.Detection;

namespace GaLNet.Photometry.Psf;

/// <summary>
/// Sure stars: the narrow ridge of the smallest real sources in half-light radius against brightness, kept if
/// isolated, unsaturated, whole and round (2DPHOT; PSFEx does the same with SAMPLE_FWHMRANGE).
/// </summary>
public static class StarSelector
{
    /// <summary>Selects sure stars.</summary>
    /// <param name="plane">The plane in which they were detected.</param>
    /// <param name="detection">Its sources.</param>
    /// <param name="options">Limits; null = defaults.</param>
    /// <returns>Indices into the sources, best S/N first; empty when there is no stellar ridge.</returns>
    public static IReadOnlyList<int> Select(
        Plane plane, DetectionResult detection, StarSelectionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(plane);
        ArgumentNullException.ThrowIfNull(detection);
        options ??= new StarSelectionOptions();
        var sources = detection.Sources;
        var grid = new SourceGrid(sources, plane.Width, plane.Height);
        List<int> candidates = [];
        for (int i = 0; i < sources.Count; i++)
        {
            if (IsCandidate(sources[i], options) && IsIsolated(i, sources, grid, options))
                candidates.Add(i);
        }

        if (StellarRidge.Find(sources, candidates) is not { } ridge)
            return [];
        return [.. candidates.Where(i => ridge.Holds(sources[i]))
            .OrderByDescending(i => sources[i].SignalToNoise).Take(options.MaxStars)];
    }

    private static bool IsCandidate(DetectedSource s, StarSelectionOptions options)
        => s.SignalToNoise >= options.MinSignalToNoise && !s.IsSaturated && !s.IsTruncated
            && s.HalfLightRadiusPix > 0 && s.MinorPix >= options.MinAxisRatio * s.MajorPix;

    private static bool IsIsolated(
        int self, IReadOnlyList<DetectedSource> sources, SourceGrid grid, StarSelectionOptions options)
    {
        var s = sources[self];
        double reach = options.IsolationRadii * s.HalfLightRadiusPix, limit = options.MaxNeighbourFlux * s.Flux;
        foreach (int other in grid.Near(s.XPix, s.YPix, reach))
        {
            if (other != self && sources[other].Flux > limit)
                return false;
        }

        return true;
    }
}
