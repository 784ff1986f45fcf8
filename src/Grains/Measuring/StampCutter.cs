using GaLNet.Grains.Images;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.State;
using GaLNet.Photometry.Detection;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Grains.Measuring;

/// <summary>Cuts a galaxy's stamp out of its image by random access, with all it takes to weigh its pixels.</summary>
internal static class StampCutter
{
    // A neighbour's light may reach the stamp from this many of its half-light radii beyond the edge.
    private const double ReachRadii = 4;

    // From here on faint neighbours within a galaxy's own light show in what its model leaves. Larger galaxies have arms
    // and bars that show there too.
    private const double OpenSignalToNoise = 50;

    /// <summary>Cuts the stamp of one source.</summary>
    /// <param name="planes">The open image.</param>
    /// <param name="info">The image.</param>
    /// <param name="sources">All sources near the tile.</param>
    /// <param name="source">Which of them.</param>
    /// <param name="size">Side of the stamp, pixels, odd.</param>
    public static CutStamp Cut(ImagePlanes planes, ImageInfo info, SourceList sources, int source, int size)
    {
        double x = sources.XPix[source], y = sources.YPix[source];
        int x0 = (int)Math.Round(x) - size / 2, y0 = (int)Math.Round(y) - size / 2;
        var plane = planes.Read(info, x0, y0, size, size);
        var flags = FitFlags.None;
        if (x0 < 0 || y0 < 0 || x0 + size > planes.Image.Width || y0 + size > planes.Image.Height)
        {
            flags |= FitFlags.ImageEdge;
        }

        var mask = Exclude(plane, planes, x - x0, y - y0, SaturationReach(sources, source), ref flags);
        if (sources.Has(source, SourceBits.Saturated))
        {
            flags |= FitFlags.Saturated;
        }

        var aperture = ApertureSignal.PaperRadiusArcsec / info.PixelScaleArcsec.Value;
        var stamp = new Stamp
        {
            Width = size,
            Height = size,
            Pixels = plane.Pixels,
            SkySigma = sources.SkySigma[source],
            SkyVariance = Variance(plane, sources.SkySigma[source]),
            Mask = mask,
            Gain = info.Gain.Value,
            Sky = sources.Sky[source],
            Guess = new SersicProfile(
                x - x0, y - y0, sources.Flux[source], sources.RadiusPix[source],
                sources.AxisRatio[source], sources.ThetaDeg[source], 1),
            Neighbours = NeighboursOf(sources, source, x0, y0, size),
            Search = sources.SignalToNoise[source] > OpenSignalToNoise && sources.RadiusPix[source] < aperture
                ? NeighbourSearch.Everywhere : NeighbourSearch.OutsideTarget,
            SignalRadiusPix = aperture,
        };
        return new CutStamp(stamp, x0, y0, flags);
    }

    private static double SaturationReach(SourceList sources, int source) => Math.Max(2 * sources.RadiusPix[source], 3);

    // Masked, weightless, missing and saturated pixels take no part; the flags say what was met inside the image.
    private static byte[]? Exclude(
        Plane plane, ImagePlanes planes, double xPix, double yPix, double reach, ref FitFlags flags)
    {
        byte[]? mask = null;
        for (var at = 0; at < plane.Pixels.Length; at++)
        {
            int x = at % plane.Width, y = at / plane.Width;
            var isSaturated = plane.IsSaturated(at);
            if ((plane.HasData(at) && !isSaturated) || !IsInside(plane, planes, x, y))
            {
                continue;
            }

            flags |= FitFlags.MaskedPixels;
            if (isSaturated && (x - xPix) * (x - xPix) + (y - yPix) * (y - yPix) <= reach * reach)
            {
                flags |= FitFlags.Saturated;
            }

            (mask ??= new byte[plane.Pixels.Length])[at] = 1;
        }

        return mask;
    }

    private static bool IsInside(Plane plane, ImagePlanes planes, int x, int y)
        => x + plane.OriginX >= 0 && x + plane.OriginX < planes.Image.Width
            && y + plane.OriginY >= 0 && y + plane.OriginY < planes.Image.Height;

    /// <summary>
    /// Sky variance of each pixel, or null without weights. Weights say how pixels compare; the level is that of the
    /// sky measured around the source, which holds for the stamp's typical (median) weight.
    /// </summary>
    private static float[]? Variance(Plane plane, double skySigma)
    {
        if (plane.Weight is not { } weight)
        {
            return null;
        }

        var positive = Array.FindAll(weight, w => w > 0 && float.IsFinite(w));
        if (positive.Length == 0)
        {
            return null;
        }

        Array.Sort(positive);
        double level = skySigma * skySigma * positive[positive.Length / 2];
        return Array.ConvertAll(weight, w => w > 0 ? (float)(level / w) : float.NaN);
    }

    private static List<Neighbour> NeighboursOf(SourceList sources, int source, int x0, int y0, int size)
    {
        var near = new List<Neighbour>();
        for (var i = 0; i < sources.Count; i++)
        {
            double x = sources.XPix[i] - x0, y = sources.YPix[i] - y0, reach = ReachRadii * sources.RadiusPix[i];
            if (i != source && x > -reach && y > -reach && x < size + reach && y < size + reach)
            {
                near.Add(new Neighbour(
                    x, y, sources.Flux[i], sources.RadiusPix[i], sources.Has(i, SourceBits.Star)));
            }
        }

        return near;
    }
}
