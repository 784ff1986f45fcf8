using GaLNet.Photometry.Detection;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Psf;

namespace GaLNet.ClientCli.Stamps;

/// <summary>
/// Finds what else is in a stamp. The source nearest to the centre is the target, all others neighbours.
/// </summary>
internal static class StampNeighbours
{
    // A detection farther out than this is not the target but something else, however faint the target is.
    private const double TargetReachArcsec = 1.5;

    public static IReadOnlyList<Neighbour> Find(
        float[] pixels, byte[]? mask, double skySigma, StampOptions options, (int Width, int Height) size, PsfStamp psf)
    {
        if (!(skySigma > 0))
        {
            return [];
        }

        var plane = new Plane
        {
            Width = size.Width,
            Height = size.Height,
            Pixels = pixels,
            Mask = mask,
            Gain = options.Gain,
            PixelScaleArcsec = options.PixelScaleArcsec,
        };
        var sky = options.Sky ?? LevelOf(plane);
        var model = new SkyModel(Filled(pixels.Length, sky), Filled(pixels.Length, skySigma));
        var found = SourceDetector.Detect(plane, model, psf: psf.Sampling == 1 ? psf : null).Sources;
        double DistancePix(DetectedSource source)
            => Math.Sqrt(Math.Pow(source.XPix - size.Width / 2, 2) + Math.Pow(source.YPix - size.Height / 2, 2));
        var target = found.MinBy(DistancePix);
        if (target is not null && DistancePix(target) * options.PixelScaleArcsec > TargetReachArcsec)
        {
            target = null;
        }

        return [.. found.Where(source => !ReferenceEquals(source, target)).Select(source => new Neighbour(
            source.XPix, source.YPix, source.Flux, source.HalfLightRadiusPix, source.IsStar))];
    }

    private static double LevelOf(Plane plane)
    {
        var sky = SkyMesh.Estimate(plane);
        return sky.Level[plane.Height / 2 * plane.Width + plane.Width / 2];
    }

    private static float[] Filled(int count, double value)
    {
        var values = new float[count];
        Array.Fill(values, (float)value);
        return values;
    }
}
