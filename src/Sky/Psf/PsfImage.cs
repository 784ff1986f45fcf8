using GaLNet.Sky.Fits;

namespace GaLNet.Sky.Psf;

/// <summary>An image of the PSF, as HSC's picker, Euclid, HST and everybody's own tools write it.</summary>
internal static class PsfImage
{
    private const int LargestSide = 4096;

    public static PsfInFile Read(FitsImage image)
    {
        if (image.Planes > 1)
            throw new FitsException($"{image} is a cube of {image.Planes} planes without places (X0, Y0 ...); give one "
                + "image of the PSF.");
        if (image.Width is < 3 or > LargestSide || image.Height is < 3 or > LargestSide)
            throw new FitsException($"{image} of {image.Width}x{image.Height} pixels is no image of a PSF: sides of 3 "
                + $"to {LargestSide} pixels are.");
        var (pixels, width, height) = Centre(image, image.ReadPlane(), image.Width, image.Height);
        return new PsfInFile
        {
            Kind = PsfKind.Image,
            Source = $"{image}: the image",
            Part = image.Name.Trim(),
            Width = width,
            Height = height,
            Images = pixels,
            StepPix = Step(image.Header),
            FwhmPix = image.Header.Number("PSF_FWHM"),
        };
    }

    /// <summary>Step of finer sampled images: PSFEx's word, or the factor that WebbPSF and STDPSF files tell.</summary>
    public static double Step(FitsHeader header)
    {
        if (header.Number("PSF_SAMP") is > 0 and { } step)
            return step;
        foreach (var key in (string[])["OVERSAMP", "PSFOVERS", "SUBSAMPL"])
        {
            if (header.Number(key) is >= 1 and { } factor)
                return 1 / factor;
        }
        return 1;
    }

    /// <summary>
    /// Sides made odd about the peak: even images have no central pixel, and the surplus row or column goes.
    /// </summary>
    public static (float[] Pixels, int Width, int Height) Centre(FitsHdu hdu, float[] pixels, int width, int height)
    {
        var peak = -1;
        for (var i = 0; i < pixels.Length; i++)
        {
            if (!float.IsFinite(pixels[i]))
                throw new FitsException($"{hdu} has undefined pixels; a PSF image needs a number in every pixel.");
            if (peak < 0 || pixels[i] > pixels[peak])
                peak = i;
        }
        var (x0, sideX) = Odd(hdu, peak % width, width);
        var (y0, sideY) = Odd(hdu, peak / width, height);
        if (sideX == width && sideY == height)
            return (pixels, width, height);
        var odd = new float[sideX * sideY];
        for (var y = 0; y < sideY; y++)
            pixels.AsSpan((y + y0) * width + x0, sideX).CopyTo(odd.AsSpan(y * sideX));
        return (odd, sideX, sideY);
    }

    private static (int Start, int Side) Odd(FitsHdu hdu, int peak, int side)
    {
        if (side % 2 == 1)
            return (0, side);
        if (peak == side / 2)
            return (1, side - 1);
        if (peak == side / 2 - 1)
            return (0, side - 1);
        throw new FitsException($"{hdu} has an even side of {side} pixels and its peak at pixel {peak + 1}; cut the "
            + "PSF to an odd side with its peak in the middle.");
    }
}
