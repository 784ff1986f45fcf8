using GaLNet.Output;
using GaLNet.Photometry.Mocks;
using GaLNet.Sky;
using GaLNet.Sky.Surveys;
using GaLNet.Stamps;

namespace GaLNet.Training.Feed;

/// <summary>Reads the images and PSFs that mocks are made of.</summary>
internal static class RealSky
{
    /// <summary>The paper's sample on the sky that is asked for; drawn sky where none is.</summary>
    /// <param name="feed">What is asked for.</param>
    /// <param name="drawn">The sample on drawn sky.</param>
    /// <exception cref="CommandFailedException">An image or a PSF cannot be used; the sentence names it.</exception>
    public static MockStampOptions Read(RealSkyOptions? feed, MockStampOptions drawn)
    {
        if (feed is null) return drawn;
        if (feed.Masks.Count != 0 && feed.Masks.Count != feed.Backgrounds.Count)
            throw new CommandFailedException(
                $"found {feed.Masks.Count} masks for {feed.Backgrounds.Count} backgrounds; give one per background, in "
                + "their order.");
        try
        {
            var options = feed.Psfs is { } psfs ? drawn with { PsfImages = PsfFolder.Read(psfs) } : drawn;
            if (feed.Backgrounds.Count == 0) return options;
            var paired = feed.PairPsf && options.PsfImages is null;
            var calibration = new CalibrationOverrides
            {
                ZeroPoint = feed.ZeroPoint, Gain = feed.Gain, PixelScaleArcsec = feed.PixelScaleArcsec,
            };
            BackgroundField[] fields = [.. feed.Backgrounds.SelectMany((image, i) => BackgroundFile.Read(
                image, feed.Masks.Count > 0 ? feed.Masks[i] : null, calibration, paired))];
            options = options with
            {
                PixelScaleArcsec = fields[0].PixelScaleArcsec,
                ZeroPoint = fields[0].ZeroPoint,
                Noise = new MockNoise(double.NaN, fields[0].Gain),
                // Real sky has neighbours of its own.
                Crowding = null,
                Backgrounds = new MockBackgrounds { Fields = fields, PairPsf = paired },
            };
            // The first generator checks that the fields belong together.
            _ = new MockStampGenerator(options, 0);
            return options;
        }
        catch (Exception exception) when (exception is StampException or SkyException or ArgumentException)
        {
            throw new CommandFailedException(exception.Message, exception);
        }
    }
}
