using GaLNet.Photometry.Psf;

namespace GaLNet.Photometry.Mocks;

/// <summary>Brings real PSF images to the side that mocks and networks take.</summary>
public static class PsfImages
{
    /// <summary>
    /// The central part of an image, or the image amid zeros, with unit sum. Odd sides keep the centre on a pixel.
    /// </summary>
    /// <param name="psf">A PSF at the image's own sampling, odd sides.</param>
    /// <param name="sizePix">Side wanted, odd.</param>
    /// <exception cref="ArgumentException">Even sides, finer sampling, or no light in the central part.</exception>
    public static PsfStamp ToSide(PsfStamp psf, int sizePix)
    {
        ArgumentNullException.ThrowIfNull(psf);
        if (psf.Width % 2 == 0 || psf.Height % 2 == 0 || sizePix % 2 == 0 || psf.Sampling != 1 || !psf.IncludesPixel)
            throw new ArgumentException(
                $"Found a PSF of {psf.Width} x {psf.Height} pixels, sampling {psf.Sampling}; mocks take odd sides at "
                + "the image's own sampling, the pixel's response included.");
        if (psf.Width == sizePix && psf.Height == sizePix) return psf;
        var pixels = new float[sizePix * sizePix];
        int shiftX = psf.Width / 2 - sizePix / 2, shiftY = psf.Height / 2 - sizePix / 2;
        double sum = 0;
        for (var y = Math.Max(0, -shiftY); y < Math.Min(sizePix, psf.Height - shiftY); y++)
        {
            for (var x = Math.Max(0, -shiftX); x < Math.Min(sizePix, psf.Width - shiftX); x++)
                sum += pixels[y * sizePix + x] = psf.Pixels[(y + shiftY) * psf.Width + x + shiftX];
        }

        if (!(sum > 0))
            throw new ArgumentException($"Found a PSF without light in its central {sizePix} pixels; centre it.");
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (float)(pixels[i] / sum);
        return new PsfStamp(sizePix, sizePix, pixels);
    }
}
