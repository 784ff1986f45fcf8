using System.CommandLine;
using GaLNet.ClientCli.Shell;
using GaLNet.Photometry.Mocks;
using GaLNet.Sky.Surveys;

namespace GaLNet.ClientCli.Commands;

/// <summary>Where the sky, the noise and the PSFs of mock stamps come from: drawn, or the user's own.</summary>
internal sealed class MockSkyOptions
{
    private const double KidsDepthMag = 25.02, DepthApertureArcsec = 2;

    private readonly Option<string[]> _backgrounds = new("--background")
    {
        Description = "Lay the galaxies on real sky cut from this image (repeatable), away from saturated stars, "
            + "masked pixels and bright central sources.",
        HelpName = "IMAGE",
    };

    private readonly Option<string[]> _masks = new("--background-mask")
    {
        Description = "Mask of the background (not 0 = never inside a stamp: spikes, halos); once per background.",
        HelpName = "M",
    };

    private readonly Option<bool> _psfOfPlace = new("--psf-of-place")
    {
        Description = "Convolve each galaxy with the PSF of its background's place, modelled from the image's stars. "
            + "Default: a PSF at random, as the paper did.",
    };

    private readonly Option<string?> _psfs = new("--psfs")
    {
        Description = "Draw PSFs from the FITS images of this folder (or the planes of this file) instead of the "
            + "double-Moffat distribution.",
        HelpName = "DIR",
    };

    private readonly Option<double?> _pixelScale = CommonOptions.Positive(
        "--pixel-scale", "Arcsec per pixel. Default: 0.2, or the background's WCS.", "P");

    private readonly Option<double?> _zeroPoint = CommonOptions.Number(
        "--zero-point", "AB magnitude of one count. Default: 0, or the background's keywords.", "ZP");

    private readonly Option<double?> _gain = CommonOptions.Positive(
        "--gain", "Electrons per count. Default: KiDS's (3e13 at zero point 0), or the background's keywords.", "G");

    private readonly Option<double?> _saturation = CommonOptions.Positive(
        "--saturation", "Counts at which the background saturates. Default: its keywords.", "S");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[]
            { _backgrounds, _masks, _psfOfPlace, _psfs, _pixelScale, _zeroPoint, _gain, _saturation })
        {
            command.Add(option);
        }
    }

    /// <summary>The options with their sky; reads images and PSFs.</summary>
    public MockStampOptions Apply(ParseResult arguments, MockStampOptions options)
    {
        var images = arguments.GetValue(_backgrounds) ?? [];
        if (arguments.GetValue(_psfs) is { } psfs)
        {
            options = options with { PsfImages = PsfFolder.Read(psfs) };
        }

        return images.Length == 0 ? Drawn(arguments, options) : OnRealSky(arguments, options, images);
    }

    private MockStampOptions Drawn(ParseResult arguments, MockStampOptions options)
    {
        if (arguments.GetValue(_psfOfPlace) || arguments.GetValue(_saturation) is not null
            || arguments.GetValue(_masks) is { Length: > 0 })
        {
            throw new CommandFailedException(
                $"{_psfOfPlace.Name}, {_saturation.Name} and {_masks.Name} are about real sky: name an image with "
                + $"{_backgrounds.Name}.");
        }

        var scale = arguments.GetValue(_pixelScale) ?? options.PixelScaleArcsec;
        var zeroPoint = arguments.GetValue(_zeroPoint) ?? options.ZeroPoint;
        var gain = arguments.GetValue(_gain) ?? MockNoise.KidsR.Gain * Math.Pow(10, -0.4 * zeroPoint);
        return options with
        {
            PixelScaleArcsec = scale,
            ZeroPoint = zeroPoint,
            Noise = MockNoise.FromDepth(KidsDepthMag, DepthApertureArcsec, scale, zeroPoint, gain),
        };
    }

    private MockStampOptions OnRealSky(ParseResult arguments, MockStampOptions options, string[] images)
    {
        var masks = arguments.GetValue(_masks) ?? [];
        if (masks.Length != 0 && masks.Length != images.Length)
        {
            throw new CommandFailedException(
                $"{_masks.Name} is given {masks.Length} times for {images.Length} backgrounds; give it once per "
                + "background, in their order.");
        }

        var paired = arguments.GetValue(_psfOfPlace);
        if (paired && options.PsfImages is not null)
        {
            throw new CommandFailedException(
                $"{_psfOfPlace.Name} and {_psfs.Name} both say where PSFs come from; give one of them.");
        }

        var calibration = new CalibrationOverrides
        {
            ZeroPoint = arguments.GetValue(_zeroPoint),
            Gain = arguments.GetValue(_gain),
            Saturation = arguments.GetValue(_saturation),
            PixelScaleArcsec = arguments.GetValue(_pixelScale),
        };
        BackgroundField[] fields = [.. images.SelectMany((image, i) => BackgroundFile.Read(
            image, masks.Length > 0 ? masks[i] : null, calibration, paired))];
        return options with
        {
            PixelScaleArcsec = fields[0].PixelScaleArcsec,
            ZeroPoint = fields[0].ZeroPoint,
            Noise = new MockNoise(double.NaN, fields[0].Gain),
            Backgrounds = new MockBackgrounds { Fields = fields, PairPsf = paired },
        };
    }
}
