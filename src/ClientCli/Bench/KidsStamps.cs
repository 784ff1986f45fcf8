using GaLNet.Photometry.Detection;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Statistics;
using GaLNet.Sky.Fits;
using GaLNet.Sky.Surveys;

namespace GaLNet.ClientCli.Bench;

/// <summary>
/// Stamps of the clean galaxies of kids_wide_r, cut as the catalogue cuts them: sky, neighbours and PSF are those that
/// our own detection finds, so that engines differ by nothing but themselves.
/// </summary>
internal static class KidsStamps
{
    private const int Side = 61;
    private const double MatchPix = 2;
    private const double ReachRadii = 4;

    /// <summary>Stamp, its units, and SExtractor's values about the stamp's centre.</summary>
    public static IReadOnlyList<(StampAndPsf Item, StampUnits Units, GalaxyParameters Reference)> Read(BenchData data)
    {
        using var file = FitsFile.Open(data.File(KidsReference.Image));
        var image = file.Image();
        var calibration = ImageCalibration.FromImage(
            file, image, new CalibrationOverrides { ZeroPoint = 0, Gain = KidsReference.Gain });
        var scale = calibration.PixelScaleArcsec!.Value.Value;
        var plane = new Plane
        {
            Width = image.Width, Height = image.Height, Pixels = image.ReadPlane(), Gain = KidsReference.Gain,
            Saturation = calibration.Saturation.Value, PixelScaleArcsec = scale,
        };
        var field = AnalysedField.Of(plane);
        var units = new StampUnits(Side, Side, scale, 0);
        var stamps = new List<(StampAndPsf, StampUnits, GalaxyParameters)>();
        foreach (var reference in KidsReference.Read(data, scale).Where(reference => reference.IsCleanGalaxy))
        {
            if (Nearest(field.Detection.Sources, reference) is not { IsSaturated: false } source) continue;
            int x0 = (int)Math.Round(source.XPix) - Side / 2, y0 = (int)Math.Round(source.YPix) - Side / 2;
            if (x0 < 0 || y0 < 0 || x0 + Side > plane.Width || y0 + Side > plane.Height) continue;
            stamps.Add((
                new StampAndPsf(Cut(plane, field.Detection, source, x0, y0), field.Psf!.StampAt(source.XPix, source.YPix)),
                units, reference.Values));
        }

        return stamps;
    }

    private static DetectedSource? Nearest(IReadOnlyList<DetectedSource> sources, KidsReference reference)
    {
        double Distance(DetectedSource source)
            => Math.Pow(source.XPix + 1 - reference.XFits, 2) + Math.Pow(source.YPix + 1 - reference.YFits, 2);
        var nearest = sources.MinBy(Distance);
        return nearest is not null && Distance(nearest) < MatchPix * MatchPix ? nearest : null;
    }

    private static Stamp Cut(Plane plane, DetectionResult detection, DetectedSource source, int x0, int y0)
    {
        var pixels = new float[Side * Side];
        for (var y = 0; y < Side; y++)
            plane.Pixels.AsSpan((y0 + y) * plane.Width + x0, Side).CopyTo(pixels.AsSpan(y * Side));
        var centre = (y0 + Side / 2) * plane.Width + x0 + Side / 2;
        var neighbours = detection.Sources
            .Where(other => !ReferenceEquals(other, source))
            .Select(other => new Neighbour(
                other.XPix - x0, other.YPix - y0, other.Flux, other.HalfLightRadiusPix, other.IsStar))
            .Where(other => other.XPix > -ReachRadii * other.RadiusPix && other.YPix > -ReachRadii * other.RadiusPix
                && other.XPix < Side + ReachRadii * other.RadiusPix && other.YPix < Side + ReachRadii * other.RadiusPix)
            .ToArray();
        return new Stamp
        {
            Width = Side,
            Height = Side,
            Pixels = pixels,
            SkySigma = detection.Sky.Sigma[centre],
            Sky = detection.Sky.Level[centre],
            Gain = plane.Gain,
            Guess = new SersicProfile(
                source.XPix - x0, source.YPix - y0, source.Flux, source.HalfLightRadiusPix,
                Math.Clamp(source.MinorPix / source.MajorPix, 0.05, 1), source.ThetaDeg, 1),
            Neighbours = neighbours,
            Search = NeighbourSearch.OutsideTarget,
            SignalRadiusPix = ApertureSignal.PaperRadiusArcsec / plane.PixelScaleArcsec,
        };
    }
}
