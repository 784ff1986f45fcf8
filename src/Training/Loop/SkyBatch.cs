using GaLNet.Photometry.Statistics;
using GaLNet.Training.Feed;

namespace GaLNet.Training.Loop;

/// <summary>A batch as a survey delivers it: in counts, with the numbers of its images.</summary>
public sealed class SkyBatch
{
    private SkyBatch(int size)
    {
        Size = size;
        SkySigmas = new float[size];
        Gains = new float[size];
        ZeroPoints = new float[size];
        PixelScales = new float[size];
        Truths = new GalaxyParameters[size];
    }

    /// <summary>Stamps in the batch.</summary>
    public int Size { get; }
    /// <summary>[size * 61 * 61] counts.</summary>
    public float[] Stamps { get; private init; } = [];
    /// <summary>[size * 25 * 25] PSFs of unit sum.</summary>
    public float[] Psfs { get; private init; } = [];
    /// <summary>[size] counts.</summary>
    public float[] SkySigmas { get; }
    /// <summary>[size] electrons per count.</summary>
    public float[] Gains { get; }
    /// <summary>[size] magnitude of one count.</summary>
    public float[] ZeroPoints { get; }
    /// <summary>[size] arcsec per pixel.</summary>
    public float[] PixelScales { get; }
    /// <summary>[size] the targets.</summary>
    public GalaxyParameters[] Truths { get; }

    /// <summary>Mocks as images of one survey.</summary>
    /// <param name="batch">Mocks, whose pixels are taken to be those of the survey.</param>
    /// <param name="skySigma">Sky noise, counts per pixel.</param>
    /// <param name="zeroPoint">Magnitude of one count.</param>
    /// <param name="pixelScaleArcsec">Arcsec per pixel.</param>
    public static SkyBatch Of(TrainingBatch batch, double skySigma, double zeroPoint, double pixelScaleArcsec)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var sky = new SkyBatch(batch.Size)
        {
            Stamps = [.. batch.Stamps.Select(value => (float)(value * skySigma))],
            Psfs = [.. batch.Psfs],
        };
        var skySigmaMag = zeroPoint - 2.5 * Math.Log10(skySigma);
        for (var i = 0; i < batch.Size; i++)
        {
            sky.SkySigmas[i] = (float)skySigma;
            sky.Gains[i] = (float)(batch.GainSigmas[i] / skySigma);
            sky.ZeroPoints[i] = (float)zeroPoint;
            sky.PixelScales[i] = (float)pixelScaleArcsec;
            sky.Truths[i] = batch.Truths[i].ToSky(pixelScaleArcsec, skySigmaMag);
        }

        return sky;
    }
}
