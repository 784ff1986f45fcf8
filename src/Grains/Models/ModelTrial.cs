using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Models;
using GaLNet.Grains.Serving;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Psf;

namespace GaLNet.Grains.Models;

/// <summary>Loads a network's file and lets it measure one galaxy before anybody relies on it.</summary>
internal static class ModelTrial
{
    private const int Size = 61;
    private const int PsfSize = 25;

    /// <summary>
    /// What the file says of itself. Throws <see cref="InputException"/> with one sentence when it is no network of
    /// ours or cannot measure.
    /// </summary>
    public static CatalogueModel Examine(INetworkFormat format, NetworkFile file)
    {
        var model = format.Describe(file);
        var engine = format.Open(file);
        try
        {
            Try(engine, model);
            return model;
        }
        finally
        {
            (engine as IDisposable)?.Dispose();
        }
    }

    private static void Try(IBatchFitEngine engine, CatalogueModel model)
    {
        SersicFit fit;
        try
        {
            fit = engine.Measure([Example()])[0];
        }
#pragma warning disable CA1031 // Whatever a network trips over, the person who publishes it is to know.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            throw new InputException(
                $"The model {model.Name} {model.Version} fails on a plain galaxy ({exception.Message.TrimEnd('.')}); " +
                "export it again.", exception);
        }

        var (x, y, flux, reff, q, pa, n) = fit.Profile;
        if (!double.IsFinite(x + y + flux + reff + q + pa + n))
        {
            throw new InputException(
                $"The model {model.Name} {model.Version} gives no numbers for a plain galaxy; export it again.");
        }
    }

    // A round galaxy of S/N some hundreds on a quiet sky.
    private static StampAndPsf Example() => new(
        new Stamp
        {
            Width = Size,
            Height = Size,
            Pixels = Blob(Size, 4, 20_000),
            SkySigma = 1,
            Gain = 5,
        },
        new PsfStamp(PsfSize, PsfSize, Blob(PsfSize, 1.6, 1)));

    private static float[] Blob(int size, double sigmaPix, double flux)
    {
        var pixels = new float[size * size];
        for (var at = 0; at < pixels.Length; at++)
        {
            int x = at % size - size / 2, y = at / size - size / 2;
            pixels[at] = (float)(flux / (2 * Math.PI * sigmaPix * sigmaPix)
                * Math.Exp(-0.5 * (x * x + y * y) / (sigmaPix * sigmaPix)));
        }

        return pixels;
    }
}
