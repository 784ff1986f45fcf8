using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Photometry.Detection;
using GaLNet.Sky;
using GaLNet.Sky.Fits;
using GaLNet.Sky.Wcs;

namespace GaLNet.Grains.Images;

/// <summary>
/// An image with its weight and mask, open for reading by windows from any thread. Only headers are in memory.
/// </summary>
internal sealed class ImagePlanes : IDisposable
{
    private readonly FitsFile[] _files;
    private readonly FitsImage? _weight;
    private readonly FitsImage? _mask;

    private ImagePlanes(FitsFile[] files, FitsImage image, FitsImage? weight, FitsImage? mask)
    {
        _files = files;
        Image = image;
        _weight = weight;
        _mask = mask;
        Wcs = CelestialWcs.FromHeader(image.Header);
    }

    /// <summary>The image's file.</summary>
    public FitsFile File => _files[0];

    /// <summary>The image itself.</summary>
    public FitsImage Image { get; }

    /// <summary>Its world coordinates; 1-based pixels.</summary>
    public CelestialWcs Wcs { get; }

    /// <summary>Opens the files. Throws <see cref="InputException"/> with one sentence.</summary>
    public static ImagePlanes Open(ImageSource source)
    {
        var files = new List<FitsFile>();
        try
        {
            var image = OpenImage(source.Path, files);
            var weight = OpenPlane(source.WeightPath, "weight", image, files);
            var mask = OpenPlane(source.MaskPath, "mask", image, files);
            return new ImagePlanes([.. files], image, weight, mask);
        }
        catch (SkyException exception)
        {
            files.ForEach(file => file.Dispose());
            throw new InputException(exception.Message, exception);
        }
        catch
        {
            files.ForEach(file => file.Dispose());
            throw;
        }
    }

    /// <summary>
    /// Reads a window, 0-based pixels; what lies outside the image is NaN. Throws <see cref="InputException"/> when
    /// the files can no longer be read.
    /// </summary>
    public Plane Read(ImageInfo info, int x0, int y0, int width, int height)
    {
        try
        {
            return new Plane
            {
                Width = width,
                Height = height,
                OriginX = x0,
                OriginY = y0,
                Pixels = ReadPadded(Image, x0, y0, width, height, float.NaN),
                Weight = _weight is null ? null : ReadPadded(_weight, x0, y0, width, height, 0),
                Mask = _mask is null ? null : ReadMask(_mask, x0, y0, width, height),
                Saturation = info.Saturation.Value,
                Gain = info.Gain.Value,
                PixelScaleArcsec = info.PixelScaleArcsec.Value,
            };
        }
        catch (Exception exception) when (exception is SkyException or IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"The image {info.Source.Path} cannot be read any more ({exception.Message.TrimEnd('.')}); restore " +
                "the file and run the same command again.", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in _files)
        {
            file.Dispose();
        }
    }

    private static FitsImage OpenImage(string path, List<FitsFile> files)
    {
        var file = FitsFile.Open(path);
        files.Add(file);
        return file.Image();
    }

    private static FitsImage? OpenPlane(string? path, string what, FitsImage image, List<FitsFile> files)
    {
        if (path is null)
        {
            return null;
        }

        var plane = OpenImage(path, files);
        return plane.Width == image.Width && plane.Height == image.Height
            ? plane
            : throw new InputException(
                $"The {what} {path} has {plane.Width}x{plane.Height} pixels, its image {image.Width}x{image.Height}; " +
                $"give the {what} that belongs to the image.");
    }

    private static float[] ReadPadded(FitsImage image, int x0, int y0, int width, int height, float outside)
    {
        var pixels = new float[width * height];
        int left = Math.Max(x0, 0), bottom = Math.Max(y0, 0);
        int right = Math.Min(x0 + width, image.Width), top = Math.Min(y0 + height, image.Height);
        if (left == x0 && bottom == y0 && right == x0 + width && top == y0 + height)
        {
            image.ReadWindow(x0, y0, width, height, pixels.AsSpan());
            return pixels;
        }

        Array.Fill(pixels, outside);
        if (right <= left || top <= bottom)
        {
            return pixels;
        }

        var inside = new float[(right - left) * (top - bottom)];
        image.ReadWindow(left, bottom, right - left, top - bottom, inside.AsSpan());
        for (var y = bottom; y < top; y++)
        {
            inside.AsSpan((y - bottom) * (right - left), right - left)
                .CopyTo(pixels.AsSpan((y - y0) * width + left - x0));
        }

        return pixels;
    }

    // Any value but zero masks, NaN included. Bits of large integers stay non-zero in single precision.
    private static byte[] ReadMask(FitsImage mask, int x0, int y0, int width, int height)
        => Array.ConvertAll(ReadPadded(mask, x0, y0, width, height, 0), value => value == 0 ? (byte)0 : (byte)1);
}
