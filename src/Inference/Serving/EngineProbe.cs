using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Psf;

namespace GaLNet.Inference.Serving;

/// <summary>Tells a bad stamp from a broken engine: measures a plain round source that any engine can.</summary>
internal static class EngineProbe
{
    private const int Size = NetworkContract.StampSize;
    private const int PsfSize = NetworkContract.PsfSize;

    /// <summary>True when the engine answers at all.</summary>
    public static bool IsAlive(IBatchFitEngine engine)
    {
        try
        {
            engine.Measure([Plain()]);
            return true;
        }
#pragma warning disable CA1031 // Whatever it is, an engine that throws at a plain stamp is broken.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    private static StampAndPsf Plain() => new(
        new Stamp { Width = Size, Height = Size, Pixels = Gaussian(Size, 3, 5000), SkySigma = 1, Gain = 50 },
        new PsfStamp(PsfSize, PsfSize, Gaussian(PsfSize, 1.5, 1)));

    private static float[] Gaussian(int size, double sigma, double sum)
    {
        var image = new float[size * size];
        for (var i = 0; i < image.Length; i++)
        {
            double x = i % size - size / 2, y = i / size - size / 2;
            image[i] = (float)(sum / (2 * Math.PI * sigma * sigma)
                * Math.Exp(-0.5 * (x * x + y * y) / (sigma * sigma)));
        }
        return image;
    }
}
