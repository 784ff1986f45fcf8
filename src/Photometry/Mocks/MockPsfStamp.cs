using GaLNet.Photometry.Psf;

namespace GaLNet.Photometry.Mocks;

/// <summary>
/// The PSF of a mock stamp: its image, and the analytic form where it was made from one. Real PSFs are images alone.
/// </summary>
/// <param name="Image">[size, size] pixel-integrated, unit sum.</param>
/// <param name="Shape">The analytic PSF, or null.</param>
/// <param name="PixelScaleArcsec">Arcsec per pixel.</param>
internal readonly record struct MockPsfStamp(PsfStamp Image, MockPsf? Shape, double PixelScaleArcsec)
{
    /// <summary>Share of a star's light in a pixel at a distance from its centre, at most.</summary>
    public double LightAt(double distanceArcsec)
        => Shape is { } shape
            ? shape.SurfaceBrightness(distanceArcsec) * PixelScaleArcsec * PixelScaleArcsec
            : BrightestBeyond(distanceArcsec / PixelScaleArcsec);

    /// <summary>Width by which a PSF smears an edge, arcsec.</summary>
    public double SmearArcsec => Shape is { } shape
        ? shape.Fwhm1Arcsec
        : StampWidth.FwhmPix(Image) is var fwhm && double.IsFinite(fwhm) ? fwhm * PixelScaleArcsec : 0;

    private double BrightestBeyond(double distancePix)
    {
        double brightest = 0;
        for (var i = 0; i < Image.Pixels.Length; i++)
        {
            int dx = i % Image.Width - Image.Width / 2, dy = i / Image.Width - Image.Height / 2;
            if (dx * dx + dy * dy >= distancePix * distancePix) brightest = Math.Max(brightest, Image.Pixels[i]);
        }

        return brightest;
    }
}
