using System.CommandLine;
using GaLNet.ClientCli.Shell;
using GaLNet.Grains.Interfaces.Images;

namespace GaLNet.ClientCli.Commands;

/// <summary>
/// Images to be registered, with what the user says about them where the headers are silent or wrong.
/// </summary>
internal sealed class CalibrationOptions
{
    private readonly Argument<string[]> _images = new("IMAGE")
    {
        Description = "FITS image(s) with a WCS; FILE.fits[EXT] or [n] names an extension; .gz is read as it is.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> _weights = new("--weight")
    {
        Description = "Inverse-variance weights of the image (0 = no data); once per image.",
        HelpName = "W",
    };

    private readonly Option<string[]> _masks = new("--mask")
    {
        Description = "Mask of the image (not 0 = no data); once per image.",
        HelpName = "M",
    };

    private readonly Option<string[]> _psfs = new("--psf")
    {
        Description = "PSF to use instead of one from the image's stars: PSFEx .psf, SDSS psField, a grid of PSFs or "
            + "an image of a star, centred; once per image.",
        HelpName = "P",
    };

    private readonly Option<int?> _psfSampling = new("--psf-sampling")
    {
        Description = "PSF pixels per image pixel of a --psf image. Default: as the file says, else 1.",
        HelpName = "N",
    };

    private readonly Option<double?> _zeroPoint = CommonOptions.Number(
        "--zero-point", "AB magnitude of one count. Default: the header's keywords.", "ZP");

    private readonly Option<double?> _gain = CommonOptions.Positive(
        "--gain", "Electrons per count. Default: the header's keywords.", "G");

    private readonly Option<double?> _saturation = CommonOptions.Positive(
        "--saturation", "Counts at which pixels saturate. Default: the header's keywords.", "S");

    private readonly Option<double?> _pixelScale = CommonOptions.Positive(
        "--pixel-scale", "Arcsec per pixel. Default: the WCS.", "P");

    private readonly Option<string?> _band = new("--band")
    {
        Description = "Band, e.g. r. Default: the header's.",
        HelpName = "B",
    };

    public void AddTo(Command command)
    {
        _psfSampling.Validators.Add(result => CommonOptions.Check(result, result.GetValueOrDefault<int?>(),
            sampling => sampling is null or >= 1 and <= 100, "a whole number from 1 to 100"));
        command.Add(_images);
        command.Add(_weights);
        command.Add(_masks);
        command.Add(_psfs);
        command.Add(_psfSampling);
        command.Add(_zeroPoint);
        command.Add(_gain);
        command.Add(_saturation);
        command.Add(_pixelScale);
        command.Add(_band);
    }

    /// <summary>One source per image.</summary>
    public ImageSource[] Read(ParseResult arguments)
    {
        var images = arguments.GetRequiredValue(_images);
        var weights = PlanesOf(arguments, _weights, images.Length);
        var masks = PlanesOf(arguments, _masks, images.Length);
        var psfs = PlanesOf(arguments, _psfs, images.Length);
        return [.. images.Select((image, i) => new ImageSource
        {
            Path = FitsPaths.Absolute(image),
            WeightPath = weights is null ? null : FitsPaths.Absolute(weights[i]),
            MaskPath = masks is null ? null : FitsPaths.Absolute(masks[i]),
            PsfPath = psfs is null ? null : FitsPaths.Absolute(psfs[i]),
            PsfSampling = arguments.GetValue(_psfSampling),
            ZeroPoint = arguments.GetValue(_zeroPoint),
            Gain = arguments.GetValue(_gain),
            Saturation = arguments.GetValue(_saturation),
            PixelScaleArcsec = arguments.GetValue(_pixelScale),
            Band = arguments.GetValue(_band),
        })];
    }

    private static string[]? PlanesOf(ParseResult arguments, Option<string[]> option, int images)
    {
        var planes = arguments.GetValue(option);
        return planes is not { Length: > 0 } ? null
            : planes.Length == images ? planes
            : throw new CommandFailedException(
                $"{option.Name} is given {planes.Length} times for {images} images; give it once per image, in their "
                + "order.");
    }
}
