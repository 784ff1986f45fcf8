using GaLNet.Photometry.Detection;

namespace GaLNet.Photometry.Psf;

/// <summary>
/// Fits the PSF to every source of a plane, then once more to those with close neighbours, with these taken off as the
/// point sources that the first round found.
/// </summary>
internal sealed class PointSourceTests
{
    // Below this S/N (inside 1.5 arcsec) the width is never known well enough: no need to ask.
    private const double LeastSignalToNoise = 8;
    private const double ReachFwhm = 1.6;
    private const double NeighbourFwhm = 5;
    private const double LeastShare = 0.35;

    // A neighbour fainter than this share of the source changes nothing.
    private const double LeastNeighbour = 0.005;

    private readonly Plane _plane;
    private readonly DetectionResult _detection;
    private readonly PsfModel _psf;
    private readonly SourceGrid _grid;

    public PointSourceTests(Plane plane, DetectionResult detection, PsfModel psf)
    {
        (_plane, _detection, _psf) = (plane, detection, psf);
        _grid = new SourceGrid(detection.Sources, plane.Width, plane.Height);
    }

    /// <summary>One answer per source; <see cref="PointSourceTest.None"/> for those that were not asked.</summary>
    public PointSourceTest[] Run()
    {
        var first = new PointSourceTest[_detection.Sources.Count];
        ForEach(first.Length, (i, equations) => first[i] = Test(i, equations, null));
        var tests = (PointSourceTest[])first.Clone();
        ForEach(first.Length, (i, equations) =>
        {
            if (_detection.Sources[i].IsBlended && double.IsFinite(first[i].Flux))
                tests[i] = Test(i, equations, first);
        });
        return tests;
    }

    private static void ForEach(int count, Action<int, PsfStarEquations> body)
        => Parallel.For(0, count, () => new PsfStarEquations(), (i, _, equations) =>
        {
            body(i, equations);
            return equations;
        }, _ => { });

    private PointSourceTest Test(int index, PsfStarEquations equations, PointSourceTest[]? neighbours)
    {
        var source = _detection.Sources[index];
        if (!(source.SignalToNoise >= LeastSignalToNoise))
            return PointSourceTest.None;
        var psf = _psf.ParametersAt(_plane.OriginX + source.XPix, _plane.OriginY + source.YPix);
        if (!psf.IsValid)
            return PointSourceTest.None;
        int half = Math.Clamp((int)Math.Round(ReachFwhm * psf.CoreFwhmPix), 3, 24);
        if (PsfStar.Cut(_plane, _detection, index, half, LeastShare) is not { } cut)
            return PointSourceTest.None;
        if (neighbours is not null)
        {
            foreach (int i in _grid.Near(source.XPix, source.YPix, NeighbourFwhm * psf.CoreFwhmPix))
            {
                if (i != index && neighbours[i].Flux > LeastNeighbour * neighbours[index].Flux)
                    cut.Subtract(neighbours[i].Flux, neighbours[i].XPix, neighbours[i].YPix, psf);
            }
        }

        return PointSourceTest.Of(cut, psf, equations);
    }
}
