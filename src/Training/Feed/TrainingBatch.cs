using GaLNet.Inference;

namespace GaLNet.Training.Feed;

/// <summary>A batch of noisy mocks, ready for a network; reused, so copy what must stay.</summary>
public sealed class TrainingBatch
{
    /// <summary>Memory for mocks.</summary>
    /// <param name="size">Mocks.</param>
    /// <param name="stampSide">Pixels per side of their stamps.</param>
    public TrainingBatch(int size, int stampSide = NetworkContract.StampSize)
    {
        Size = size;
        StampSide = stampSide;
        Stamps = new float[size * stampSide * stampSide];
        Psfs = new float[size * MockRecord.PsfLength];
        GainSigmas = new float[size];
        ApertureFluxes = new float[size];
        Truths = new PixelTruth[size];
        SignalToNoises = new double[size];
        Shares = new float[size * LightShare.CellsOf(stampSide)];
        ShareWeights = new float[size * LightShare.CellsOf(stampSide)];
    }

    /// <summary>Mocks in the batch.</summary>
    public int Size { get; }
    /// <summary>Pixels per side of a stamp.</summary>
    public int StampSide { get; }
    /// <summary>[size, side, side] light in sky sigmas, sky subtracted.</summary>
    public float[] Stamps { get; }
    /// <summary>[size, 25, 25] PSFs of unit sum.</summary>
    public float[] Psfs { get; }
    /// <summary>[size] electrons in one sky sigma.</summary>
    public float[] GainSigmas { get; }
    /// <summary>[size] flux of the noisy stamp in the central aperture, sky sigmas.</summary>
    public float[] ApertureFluxes { get; }
    /// <summary>[size] the targets, as the stamps show them.</summary>
    public PixelTruth[] Truths { get; }
    /// <summary>[size] noise-free S/N of the targets.</summary>
    public double[] SignalToNoises { get; }
    /// <summary>[size, cells] the target's share in the light of each cell of 4 x 4 pixels.</summary>
    public float[] Shares { get; }
    /// <summary>[size, cells] how far the light of a cell stands out of the noise, 0..1.</summary>
    public float[] ShareWeights { get; }
    /// <summary>Number of the batch in its feed.</summary>
    public long Number { get; internal set; }
}
