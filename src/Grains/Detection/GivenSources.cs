using GaLNet.Grains.Images;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.State;
using GaLNet.Grains.Tiles;
using GaLNet.Photometry.Detection;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Grains.Detection;

/// <summary>Sources that the user gave: where they are is theirs to say, how they look is measured.</summary>
internal static class GivenSources
{
    // Half side of the window in which sky and light of a source that detection did not find are measured, pixels.
    private const int HalfWindow = 64;

    // What a source that detection did not find is taken to look like until it is fitted, arcsec.
    private const double AssumedRadiusArcsec = 0.7;

    /// <summary>
    /// Adds the given sources, described by the detected source within an arcsec where there is one, and the other
    /// detected sources as neighbours.
    /// </summary>
    public static void Add(
        SourceListBuilder sources, InputSource[] given, BlockSource[] found, ImagePlanes planes, ImageInfo image)
    {
        var used = new HashSet<BlockSource>(ReferenceEqualityComparer.Instance);
        foreach (var one in given)
        {
            if (!planes.Wcs.TrySkyToPixel(one.RaDeg, one.DecDeg, out var xFits, out var yFits)
                || xFits < 0.5 || yFits < 0.5 || xFits >= image.Width + 0.5 || yFits >= image.Height + 0.5)
            {
                continue;
            }

            var reach = ObjectMatcher.RadiusArcsec / image.PixelScaleArcsec.Value;
            var nearest = found.Where(source => !used.Contains(source))
                .MinBy(source => Distance(source, xFits - 1, yFits - 1));
            var isFound = nearest is not null && Distance(nearest, xFits - 1, yFits - 1) <= reach;
            if (isFound)
            {
                used.Add(nearest!);
            }

            var description = isFound ? nearest! : Measure(planes, image, xFits - 1, yFits - 1);
            var bits = description.Bits & ~SourceBits.Star | (one.IsStar ? SourceBits.Star : 0);
            sources.Add(description with { XPix = xFits - 1, YPix = yFits - 1, Bits = bits }, one.RaDeg, one.DecDeg);
        }

        foreach (var other in found.Where(source => !used.Contains(source)))
        {
            var (ra, dec) = planes.Wcs.PixelToSky(other.XPix + 1, other.YPix + 1);
            sources.Add(other, ra, dec, isListed: false);
        }
    }

    private static double Distance(BlockSource source, double xPix, double yPix)
        => Math.Sqrt((source.XPix - xPix) * (source.XPix - xPix) + (source.YPix - yPix) * (source.YPix - yPix));

    private static BlockSource Measure(ImagePlanes planes, ImageInfo image, double xPix, double yPix)
    {
        const int side = 2 * HalfWindow + 1;
        int x0 = (int)Math.Round(xPix) - HalfWindow, y0 = (int)Math.Round(yPix) - HalfWindow;
        var plane = planes.Read(image, x0, y0, side, side);
        var sky = SkyMesh.Estimate(plane, HalfWindow);
        const int centre = HalfWindow * side + HalfWindow;
        double level = sky.Level[centre], sigma = sky.Sigma[centre];
        var light = Array.ConvertAll(plane.Pixels, value => float.IsFinite(value) ? (float)(value - level) : 0);
        var radius = ApertureSignal.PaperRadiusArcsec / image.PixelScaleArcsec.Value;
        double flux = 0;
        var pixels = 0;
        for (var at = 0; at < light.Length; at++)
        {
            double dx = at % side + x0 - xPix, dy = at / side + y0 - yPix;
            if (dx * dx + dy * dy <= radius * radius)
            {
                flux += light[at];
                pixels++;
            }
        }

        return new BlockSource
        {
            XPix = xPix,
            YPix = yPix,
            Flux = flux,
            FluxError = sigma * Math.Sqrt(pixels),
            SignalToNoise = ApertureSignal.ToNoise(light, side, xPix - x0, yPix - y0, radius, sigma, image.Gain.Value),
            RadiusPix = AssumedRadiusArcsec / image.PixelScaleArcsec.Value,
            AxisRatio = 1,
            ThetaDeg = 0,
            Sky = level,
            SkySigma = sigma,
            Bits = SourceBits.None,
        };
    }
}
