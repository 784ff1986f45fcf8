using System.CommandLine;
using GaLNet.Output;
using GaLNet.Training.Feed;

namespace GaLNet.Training.Commands;

/// <summary>The options of <c>galnet-train train</c> about real sky and real PSFs.</summary>
internal sealed class RealSkyArguments
{
    private readonly Option<string[]> _backgrounds = new("--backgrounds")
    {
        Description = "Lay the galaxies of the paper's sample on real sky cut from this image (repeatable), away from "
            + "saturated stars, masked pixels and bright central sources.",
        HelpName = "IMAGE",
    };

    private readonly Option<string[]> _masks = new("--background-mask")
    {
        Description = "Mask of the image (not 0 = never inside a stamp); once per image.",
        HelpName = "M",
    };

    private readonly Option<bool> _unpaired = new("--unpaired")
    {
        Description = "Draw PSFs at random, as the paper did, instead of taking that of the place in the image.",
    };

    private readonly Option<string?> _psfs = new("--psfs")
    {
        Description = "Draw PSFs from the FITS images of this folder (or the planes of this file) instead of the "
            + "double-Moffat distribution.",
        HelpName = "DIR",
    };

    private readonly Option<double?> _zeroPoint = new("--zero-point")
    {
        Description = "AB magnitude of one count of the images. Default: their keywords.", HelpName = "ZP",
    };

    private readonly Option<double?> _gain = new("--gain")
    {
        Description = "Electrons per count of the images. Default: their keywords.", HelpName = "G",
    };

    private readonly Option<double?> _pixelScale = new("--pixel-scale")
    {
        Description = "Arcsec per pixel of the images. Default: their WCS.", HelpName = "P",
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _backgrounds, _masks, _unpaired, _psfs, _zeroPoint, _gain, _pixelScale })
            command.Add(option);
    }

    /// <summary>What was asked for; null where nothing was. Paths are kept whole, for a resumed run.</summary>
    public RealSkyOptions? Read(ParseResult arguments)
    {
        string[] images = [.. (arguments.GetValue(_backgrounds) ?? []).Select(Path.GetFullPath)];
        var psfs = arguments.GetValue(_psfs) is { } folder ? Path.GetFullPath(folder) : null;
        if (images.Length == 0 && (arguments.GetValue(_unpaired) || arguments.GetValue(_masks) is { Length: > 0 }))
            throw new CommandFailedException(
                $"{_unpaired.Name} and {_masks.Name} are about real sky: name an image with {_backgrounds.Name}.");
        if (images.Length == 0 && psfs is null) return null;
        return new RealSkyOptions
        {
            Backgrounds = images,
            Masks = [.. (arguments.GetValue(_masks) ?? []).Select(Path.GetFullPath)],
            PairPsf = !arguments.GetValue(_unpaired),
            Psfs = psfs,
            ZeroPoint = arguments.GetValue(_zeroPoint),
            Gain = arguments.GetValue(_gain),
            PixelScaleArcsec = arguments.GetValue(_pixelScale),
        };
    }
}
