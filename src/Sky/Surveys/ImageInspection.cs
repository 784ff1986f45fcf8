using GaLNet.Sky.Fits;
using GaLNet.Sky.Psf;
using GaLNet.Sky.Wcs;

namespace GaLNet.Sky.Surveys;

/// <summary>Everything that was understood of a file, and what is missing, for <c>galnet inspect</c>.</summary>
public sealed record ImageInspection
{
    /// <summary>File as given, without brackets.</summary>
    public required string Path { get; init; }

    /// <summary>Every HDU.</summary>
    public required IReadOnlyList<HduInspection> Hdus { get; init; }

    /// <summary>HDU of the image that the fields below describe, or null when the file has none.</summary>
    public int? ImageIndex { get; init; }

    /// <summary>Calibration of the image, or null without one.</summary>
    public ImageCalibration? Calibration { get; init; }

    /// <summary>World coordinates of the image, or null when it has none that are understood.</summary>
    public CelestialWcs? Wcs { get; init; }

    /// <summary>Scale, North and parity at the image's centre, or null without coordinates.</summary>
    public LocalFrame? CentreFrame { get; init; }

    /// <summary>Weight and mask planes that belong to the image.</summary>
    public IReadOnlyList<SurveyPlane> Planes { get; init; } = [];

    /// <summary>Names of the image's own bits when it is a mask of a survey; null otherwise.</summary>
    public MaskBits? Bits { get; init; }

    /// <summary>PSFs that the file keeps, or the file that its survey ships beside it.</summary>
    public IReadOnlyList<PsfInFile> Psfs { get; init; } = [];

    /// <summary>What is missing for a measurement, and how to give it, one sentence each.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>What is not as it should be, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>
    /// Inspects a file; brackets in the path choose the image. With <paramref name="statistics"/> every pixel of every
    /// image is read, and checksums are verified.
    /// </summary>
    public static ImageInspection Of(string path, bool statistics = false, CalibrationOverrides? overrides = null)
        => Of(path, statistics, overrides, (_, _) => { }, CancellationToken.None);

    /// <summary>Inspects a file and tells how far it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="statistics">Read every pixel.</param>
    /// <param name="overrides">What the user says of the image.</param>
    /// <param name="progress">Told pixels done and pixels in all, from any thread.</param>
    /// <param name="cancellationToken">Stops between blocks of pixels.</param>
    public static ImageInspection Of(string path, bool statistics, CalibrationOverrides? overrides,
        Action<long, long> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(progress);
        using var file = FitsFile.Open(path);
        var warnings = new List<string>(file.Warnings);
        var isNamed = FitsPath.Parse(path).Selector is not null;
        var image = isNamed || file.Hdus.OfType<FitsImage>().Any(i => i.Shape.Count >= 2) ? file.Image() : null;
        if (statistics)
            warnings.AddRange(file.Hdus.Where(h => h.VerifyChecksum() is { Data: false } or { Hdu: false }).Select(h =>
                $"{h}: the checksum does not hold; the file was changed or damaged after it was written."));
        var total = file.Hdus.OfType<FitsImage>().Sum(i => (long)i.Width * i.Height * i.Planes);
        var done = 0L;
        var hdus = file.Hdus.Select(h => Describe(h, statistics
            ? i => PixelStatistics.Of(i, n => progress(Interlocked.Add(ref done, n), total), cancellationToken)
            : null)).ToList();
        if (image is null)
            return new ImageInspection
            {
                Path = file.Path,
                Hdus = hdus,
                Psfs = PsfCompanions.Of(file, [], warnings),
                Warnings = warnings,
            };
        var calibration = ImageCalibration.FromImage(file, image, overrides);
        CelestialWcs? wcs = null;
        try
        {
            wcs = CelestialWcs.TryFromHeader(image.Header);
        }
        catch (WcsException fault)
        {
            warnings.Add(fault.Message);
        }
        warnings.AddRange(calibration.Notes.Where(n => !warnings.Contains(n)));
        return new ImageInspection
        {
            Path = file.Path,
            Hdus = hdus,
            ImageIndex = image.Index,
            Calibration = calibration,
            Wcs = wcs,
            CentreFrame = wcs?.FrameAt((image.Width + 1) / 2.0, (image.Height + 1) / 2.0),
            Planes = SurveyPlanes.Find(file, image),
            Bits = MaskBits.Of(file, image) is { Bits.Count: > 0 } bits ? bits : null,
            Psfs = PsfCompanions.Of(file, [calibration.Band.Value, image.Name.Trim()], warnings),
            Missing = [.. MissingIn(calibration, wcs)],
            Warnings = warnings,
        };
    }

    private static IEnumerable<string> MissingIn(ImageCalibration calibration, CelestialWcs? wcs)
    {
        if (calibration.ZeroPoint is null)
            yield return "No keyword tells the zero point; give it with --zero-point.";
        if (double.IsPositiveInfinity(calibration.Gain.Value))
            yield return "No keyword tells the gain; the sources' own noise is neglected unless --gain is given.";
        if (double.IsPositiveInfinity(calibration.Saturation.Value))
            yield return "No keyword tells the saturation; give it with --saturation when stars saturate.";
        if (wcs is null)
            yield return "There are no usable world coordinates: measure stamps, or solve the astrometry first.";
        if (calibration.PixelScaleArcsec is null)
            yield return "Neither coordinates nor a keyword tell the pixel scale; give it with --pixel-scale.";
    }

    private static HduInspection Describe(FitsHdu hdu, Func<FitsImage, PixelStatistics>? statistics) => new(
        hdu.Index, hdu.Name.Trim(), KindName(hdu.Kind), hdu.Shape, hdu.ValueType,
        hdu is FitsImage image ? statistics?.Invoke(image) : null,
        hdu is FitsTable table ? [.. table.Columns.Select(c => c.Name.Trim())] : []);

    private static string KindName(FitsHduKind kind) => kind switch
    {
        FitsHduKind.Empty => "empty",
        FitsHduKind.Image => "image",
        FitsHduKind.CompressedImage => "compressed image",
        FitsHduKind.BinaryTable => "table",
        FitsHduKind.AsciiTable => "ascii table",
        FitsHduKind.RandomGroups => "random groups",
        _ => "other",
    };
}
