using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.State;
using GaLNet.Grains.Tiles;

namespace GaLNet.Grains.Detection;

/// <summary>
/// Sources of an image of which a part was replaced. Detection looks at a large part of an image at once, and a change
/// in a corner shifts the last digits of everything: sources whose stamps were not touched stay what they were.
/// </summary>
internal static class SourceMerge
{
    /// <summary>Old sources where nothing has changed, those that were found now where something has.</summary>
    /// <param name="image">The image as it is now, with the sources of an earlier revision.</param>
    /// <param name="found">The sources of this revision.</param>
    /// <param name="stampSize">Side of the stamps, pixels.</param>
    public static SourceList Of(TileImage image, SourceList found, int stampSize)
    {
        var old = image.Sources!;
        var since = image.SourcesRevision;
        var reach = ObjectMatcher.RadiusArcsec / image.Info.PixelScaleArcsec.Value;
        var isTouched = Enumerable.Range(0, old.Count)
            .ToLookup(source => image.IsTouched(source, stampSize, since));
        int[] kept = [.. isTouched[false]], left = [.. isTouched[true]];
        var now = image with { Sources = found };
        var taken = Enumerable.Range(0, found.Count).Where(source =>
            !IsNear(found, source, old, kept, reach)
            // On the border of what changed, a source that moved across it a little is still the same.
            && (now.IsTouched(source, stampSize, since) || IsNear(found, source, old, left, reach)));
        return SourceList.Of([.. kept.Select(source => (old, source)), .. taken.Select(source => (found, source))]);
    }

    private static bool IsNear(SourceList sources, int source, SourceList others, int[] candidates, double reachPix)
    {
        double x = sources.XPix[source], y = sources.YPix[source];
        return Array.Exists(candidates, other =>
            Math.Abs(others.XPix[other] - x) <= reachPix && Math.Abs(others.YPix[other] - y) <= reachPix);
    }
}
