using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Photometry.Psf;
using GaLNet.Sky;
using GaLNet.Sky.Psf;

namespace GaLNet.Grains.Images;

/// <summary>Reads the PSF that a user gives for an image.</summary>
internal static class GivenPsf
{
    /// <summary>
    /// The PSF near a position (0-based pixels): a grid's nearest image, anything else as it is. Throws
    /// <see cref="InputException"/> with one sentence.
    /// </summary>
    public static PsfModel Read(ImageInfo image, double xPix, double yPix)
    {
        var path = image.Source.PsfPath
            ?? throw new ArgumentException($"No PSF is given for the image {image.ImageId}.", nameof(image));
        // A tile's centre may lie off the image, where nobody's polynomial holds.
        xPix = Math.Clamp(xPix, 0, image.Width - 1);
        yPix = Math.Clamp(yPix, 0, image.Height - 1);
        try
        {
            var psf = PsfInFile.Read(path, image.Band).Near(xPix + 1, yPix + 1);
            var model = PsfModel.Given(new PsfexBasis
            {
                Width = psf.Width,
                Height = psf.Height,
                Images = psf.Images,
                Degree = psf.Degree,
                StepPix = image.Source.PsfSampling is { } sampling ? 1.0 / sampling : psf.StepPix,
                XZero = psf.XZero,
                XScale = psf.XScale,
                YZero = psf.YZero,
                YScale = psf.YScale,
            });
            return double.IsFinite(model.FwhmPixAt(xPix, yPix))
                ? model
                : throw new InputException(
                    $"The PSF {path} has no peak in its centre; give an image of a star centred on the central pixel.");
        }
        catch (Exception exception) when (exception is SkyException or IOException or UnauthorizedAccessException)
        {
            throw new InputException(exception.Message, exception);
        }
    }
}
