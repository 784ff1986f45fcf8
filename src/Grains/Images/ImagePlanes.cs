using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Photometry.Detection;
using GaLNet.Sky;
using GaLNet.Sky.Fits;
using GaLNet.Sky.Surveys;
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
    private readonly MaskBits? _maskBits;

    private ImagePlanes(FitsFile[] files, FitsImage image, FitsImage? weight, FitsImage? mask)
    {
        _files = files;
        Image = image;
        _weight = weight;
        _mask = mask;
        _maskBits = mask is null ? null : MaskBits.Of(files.Single(file => file.Hdus.Contains(mask)), mask);
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
                Weight = _weight is null ? null : ReadWeight(_weight, x0, y0, width, height),
                Mask = _mask is null ? null : ReadMask(_mask, _maskBits!, x0, y0, width, height),
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

    // Surveys ship weights, variances or sigmas; the name of the HDU tells which.
    private static float[] ReadWeight(FitsImage plane, int x0, int y0, int width, int height)
    {
        var meaning = SurveyPlanes.Meaning(plane);
        if (meaning is not (PlaneMeaning.Variance or PlaneMeaning.Sigma))
        {
            return ReadPadded(plane, x0, y0, width, height, 0f);
        }

        // In double precision: variances of KiDS pixels, ~1e-24, have reciprocals near the largest single number.
        return Array.ConvertAll(ReadPadded(plane, x0, y0, width, height, 0.0), value =>
        {
            var variance = meaning == PlaneMeaning.Sigma ? value * value : value;
            return variance > 0 && double.IsFinite(variance) ? (float)(1 / variance) : 0f;
        });
    }

    private static T[] ReadPadded<T>(FitsImage image, int x0, int y0, int width, int height, T outside)
        where T : unmanaged
    {
        var pixels = new T[width * height];
        int left = Math.Max(x0, 0), bottom = Math.Max(y0, 0);
        int right = Math.Min(x0 + width, image.Width), top = Math.Min(y0 + height, image.Height);
        if (left == x0 && bottom == y0 && right == x0 + width && top == y0 + height)
        {
            Fill(image, x0, y0, width, height, pixels);
            return pixels;
        }

        Array.Fill(pixels, outside);
        if (right <= left || top <= bottom)
        {
            return pixels;
        }

        var inside = new T[(right - left) * (top - bottom)];
        Fill(image, left, bottom, right - left, top - bottom, inside);
        for (var y = bottom; y < top; y++)
        {
            inside.AsSpan((y - bottom) * (right - left), right - left)
                .CopyTo(pixels.AsSpan((y - y0) * width + left - x0));
        }

        return pixels;
    }

    private static void Fill<T>(FitsImage image, int x0, int y0, int width, int height, T[] pixels)
    {
        if (pixels is float[] single)
        {
            image.ReadWindow(x0, y0, width, height, single.AsSpan());
        }
        else
        {
            image.ReadWindow(x0, y0, width, height, ((double[])(object)pixels).AsSpan());
        }
    }

    // Double precision keeps bits up to 2^53 apart.
    private static byte[] ReadMask(FitsImage mask, MaskBits bits, int x0, int y0, int width, int height)
        => Array.ConvertAll(
            ReadPadded(mask, x0, y0, width, height, 0.0), value => bits.Excludes(value) ? (byte)1 : (byte)0);
}
