using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Sky;
using GaLNet.Sky.Fits;
using GaLNet.Sky.Healpix;
using GaLNet.Sky.Surveys;
using GaLNet.Sky.Wcs;

namespace GaLNet.Grains.Images;

/// <summary>Reads what a catalogue must know of an image: header, calibration, identity, footprint.</summary>
internal static class ImageReader
{
    // 96 bits: a billion images collide with a probability of 1e-11.
    private const int IdHexDigits = 24;
    private const int FootprintPointsPerSide = 16;

    /// <summary>
    /// Opens, hashes and describes an image; slow for large files. Throws <see cref="InputException"/> with one
    /// sentence.
    /// </summary>
    public static (ImageInfo Image, ImageBlocks Blocks) Read(ImageSource source, int tileOrder)
    {
        source = WithFullPaths(source);
        var stamp = FileStamp.Of(source);
        using var planes = ImagePlanes.Open(source);
        try
        {
            var image = planes.Image;
            var calibration = CalibrationOf(planes, source);
            var corners = planes.Wcs.Footprint(image.Width, image.Height, 1);
            var outline = planes.Wcs.Footprint(image.Width, image.Height, FootprintPointsPerSide);
            if (corners.Count < 4)
            {
                throw new InputException(
                    $"The image {source.Path} reaches beyond the sky of its projection; cut it and ingest it again.");
            }

            var info = new ImageInfo
            {
                ImageId = "",
                Source = source,
                Width = image.Width,
                Height = image.Height,
                Band = calibration.Band.Value,
                ZeroPoint = Known(calibration.ZeroPoint, source, "zero point", "--zero-point"),
                Gain = new CalibrationValue(calibration.Gain.Value, calibration.Gain.Source),
                Saturation = new CalibrationValue(calibration.Saturation.Value, calibration.Saturation.Source),
                PixelScaleArcsec = Known(calibration.PixelScaleArcsec, source, "pixel scale", "--pixel-scale"),
                CornerRaDeg = [.. corners.Select(corner => corner.RaDeg)],
                CornerDecDeg = [.. corners.Select(corner => corner.DecDeg)],
                Tiles = [.. HealpixNested.Polygon(tileOrder, outline)
                    .Select(index => new HealpixCell(tileOrder, index).ToString())],
                FileStamp = stamp,
                Notes = [.. calibration.Notes],
            };
            if (source.PsfPath is not null)
            {
                // A PSF that cannot be used is said now, not when the first tile wants it.
                _ = GivenPsf.Read(info, 0, 0);
            }

            var frame = FrameOf(info, image.Header);
            return (info with { ImageId = IdOf(info, frame) }, BlockFingerprints.Of(
                planes, info, Hex(SHA256.HashData(Encoding.UTF8.GetBytes($"{info.Width}x{info.Height}\n{frame}")))));
        }
        catch (Exception exception) when (exception is SkyException or IOException or UnauthorizedAccessException)
        {
            throw new InputException(exception.Message, exception);
        }
    }

    private static ImageCalibration CalibrationOf(ImagePlanes planes, ImageSource source)
        => ImageCalibration.FromImage(planes.File, planes.Image, new CalibrationOverrides
        {
            ZeroPoint = source.ZeroPoint,
            Gain = source.Gain,
            Saturation = source.Saturation,
            PixelScaleArcsec = source.PixelScaleArcsec,
            Band = source.Band,
        });

    private static CalibrationValue Known(Sourced<double>? value, ImageSource source, string what, string option)
        => value is { } known
            ? new CalibrationValue(known.Value, known.Source)
            : throw new InputException(
                $"The header of {source.Path} tells no {what}; give it with {option}.");

    /// <summary>SHA-256 of the files, the calibration in force and the world coordinates.</summary>
    private static string IdOf(ImageInfo info, string frame)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        FileStamp.Hash(info.Source, hash);
        hash.AppendData(Encoding.UTF8.GetBytes(frame));
        return Hex(hash.GetHashAndReset());
    }

    /// <summary>The calibration in force and the world coordinates as text.</summary>
    private static string FrameOf(ImageInfo info, FitsHeader header)
    {
        var frame = new StringBuilder(string.Create(CultureInfo.InvariantCulture,
            $"{info.ZeroPoint.Value:R} {info.Gain.Value:R} {info.Saturation.Value:R} " +
            $"{info.PixelScaleArcsec.Value:R} {info.Band}\n"));
        foreach (var card in header.Cards.Where(card => IsWorldCoordinate(card.Keyword)))
        {
            frame.Append(CultureInfo.InvariantCulture, $"{card.Keyword}={card.Value}\n");
        }

        return frame.ToString();
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash)[..IdHexDigits];

    private static bool IsWorldCoordinate(string keyword)
        => Array.Exists(["CTYPE", "CRVAL", "CRPIX", "CDELT", "CROTA", "CUNIT", "CD1_", "CD2_", "PC1_", "PC2_", "PV1_",
            "PV2_", "LONPOLE", "LATPOLE", "RADESYS", "EQUINOX"],
            start => keyword.StartsWith(start, StringComparison.Ordinal));

    private static ImageSource WithFullPaths(ImageSource source) => source with
    {
        Path = FullPath(source.Path),
        WeightPath = source.WeightPath is null ? null : FullPath(source.WeightPath),
        MaskPath = source.MaskPath is null ? null : FullPath(source.MaskPath),
        PsfPath = source.PsfPath is null ? null : FullPath(source.PsfPath),
    };

    private static string FullPath(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new InputException("The name of an image is empty; give the path of a FITS file.");
        }

        var named = FitsPath.Parse(path);
        var full = Path.GetFullPath(named.File);
        return named.Selector is null ? full : $"{full}[{named.Selector}]";
    }
}
