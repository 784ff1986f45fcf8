using GaLNet.Photometry.Detection;
using GaLNet.Photometry.Mocks;
using GaLNet.Sky.Fits;
using GaLNet.Sky.Surveys;

namespace GaLNet.Stamps;

/// <summary>Survey images as backgrounds of mock galaxies.</summary>
public static class BackgroundFile
{
    // More pixels than these are not kept in memory: the image is sampled by pieces.
    private const long MostPixels = 36_000_000;
    private const int PiecePix = 2048;
    private const int PiecesPerSide = 3;

    /// <summary>
    /// Reads an image, finds its sky, its saturated stars and, if asked, its PSF. An image of more than 36 million
    /// pixels becomes nine pieces of 2048 x 2048, spread evenly.
    /// </summary>
    /// <param name="path">FITS image; FILE[EXT] names an extension.</param>
    /// <param name="maskPath">Mask of the image (not 0 = never inside a stamp), or null.</param>
    /// <param name="calibration">What the header does not say.</param>
    /// <param name="findPsf">True to model the PSF from the image's stars.</param>
    /// <exception cref="StampException">The image or its calibration cannot be used; the sentence says why.</exception>
    public static IReadOnlyList<BackgroundField> Read(
        string path, string? maskPath, CalibrationOverrides calibration, bool findPsf)
    {
        using var file = FitsFile.Open(path);
        using var maskFile = maskPath is null ? null : FitsFile.Open(maskPath);
        var (image, mask) = (file.Image(), maskFile?.Image());
        if (mask is not null && (mask.Width != image.Width || mask.Height != image.Height))
        {
            throw new StampException(
                $"the mask {maskPath} has {mask.Width} x {mask.Height} pixels, its image {image.Width} x "
                + $"{image.Height}; give the mask that belongs to the image.");
        }

        var known = ImageCalibration.FromImage(file, image, calibration);
        double Need(Sourced<double>? value, string what, string option) => value?.Value
            ?? throw new StampException($"the header of {path} tells no {what}; give it with {option}.");
        var (zeroPoint, scale) = (
            Need(known.ZeroPoint, "zero point", "--zero-point"),
            Need(known.PixelScaleArcsec, "pixel scale", "--pixel-scale"));
        if (!double.IsFinite(known.Gain.Value))
        {
            throw new StampException($"the header of {path} tells no gain; give it with --gain.");
        }

        return [.. Windows(image).Select(window => BackgroundField.Of(
            Cut(image, mask, window, known, scale), zeroPoint, Path.GetFileName(path), findPsf))];
    }

    private static IEnumerable<(int X, int Y, int Width, int Height)> Windows(FitsImage image)
    {
        if ((long)image.Width * image.Height <= MostPixels)
        {
            yield return (0, 0, image.Width, image.Height);
            yield break;
        }

        var (width, height) = (Math.Min(PiecePix, image.Width), Math.Min(PiecePix, image.Height));
        for (var i = 0; i < PiecesPerSide * PiecesPerSide; i++)
        {
            yield return (
                (int)((image.Width - width) * (i % PiecesPerSide + 0.5) / PiecesPerSide),
                (int)((image.Height - height) * (i / PiecesPerSide + 0.5) / PiecesPerSide), width, height);
        }
    }

    private static Plane Cut(
        FitsImage image, FitsImage? mask, (int X, int Y, int Width, int Height) window, ImageCalibration known,
        double pixelScaleArcsec)
    {
        float[] Pixels(FitsImage of)
        {
            var pixels = new float[window.Width * window.Height];
            of.ReadWindow(window.X, window.Y, window.Width, window.Height, pixels.AsSpan());
            return pixels;
        }

        return new Plane
        {
            Width = window.Width,
            Height = window.Height,
            OriginX = window.X,
            OriginY = window.Y,
            Pixels = Pixels(image),
            Mask = mask is null ? null : Array.ConvertAll(Pixels(mask), value => value == 0 ? (byte)0 : (byte)1),
            Saturation = known.Saturation.Value,
            Gain = known.Gain.Value,
            PixelScaleArcsec = pixelScaleArcsec,
        };
    }
}
