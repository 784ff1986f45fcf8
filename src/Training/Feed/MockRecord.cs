using System.Numerics.Tensors;
using GaLNet.Inference;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Training.Feed;

/// <summary>
/// A painted mock in memory: target and neighbours apart and without noise, in units of the sky sigma, and the PSF, as
/// half floats. A half's relative error of 5e-4 stays below the photon noise at every level.
/// </summary>
internal sealed class MockRecord
{
    // A PSF of unit sum reaches down to 1e-6, where halves are coarse.
    private const float PsfUnit = 1000;

    /// <summary>Pixels of a stamp of the contract.</summary>
    public const int StampLength = NetworkContract.StampSize * NetworkContract.StampSize;
    /// <summary>Pixels of a PSF.</summary>
    public const int PsfLength = NetworkContract.PsfSize * NetworkContract.PsfSize;

    private readonly Half[] _target;
    private readonly Half[] _neighbours;
    private readonly Half[] _psf = new Half[PsfLength];

    /// <summary>Memory for a record.</summary>
    /// <param name="stampLength">Pixels of its stamp.</param>
    public MockRecord(int stampLength = StampLength)
    {
        _target = new Half[stampLength];
        _neighbours = new Half[stampLength];
    }

    /// <summary>The target's parameters.</summary>
    public GalaxyParameters Galaxy { get; private set; }

    /// <summary>Arcsec per pixel.</summary>
    public double PixelScaleArcsec { get; private set; }

    /// <summary>Zero point - 2.5 log10(sky sigma): the magnitude of a flux of one sky sigma.</summary>
    public double SkySigmaMag { get; private set; }

    /// <summary>Electrons in one sky sigma.</summary>
    public float GainSigma { get; private set; }

    /// <summary>Noise-free S/N within the paper's aperture.</summary>
    public double SignalToNoise { get; private set; }

    /// <summary>True: what surrounds the target is real sky, noise included.</summary>
    public bool OnRealSky { get; private set; }

    /// <summary>Overwrites the record.</summary>
    public void Set(
        in RecordTruth truth, ReadOnlySpan<float> target, ReadOnlySpan<float> neighbours, ReadOnlySpan<float> psf)
    {
        Galaxy = truth.Galaxy;
        PixelScaleArcsec = truth.PixelScaleArcsec;
        SkySigmaMag = truth.SkySigmaMag;
        GainSigma = truth.GainSigma;
        SignalToNoise = truth.SignalToNoise;
        OnRealSky = truth.OnRealSky;
        TensorPrimitives.ConvertToHalf(target, _target);
        TensorPrimitives.ConvertToHalf(neighbours, _neighbours);
        Span<float> scaled = stackalloc float[PsfLength];
        TensorPrimitives.Multiply(psf, PsfUnit, scaled);
        TensorPrimitives.ConvertToHalf(scaled, _psf);
    }

    /// <summary>The target's light, [side * side] sky sigmas.</summary>
    public void ReadTarget(Span<float> light) => TensorPrimitives.ConvertToSingle(_target, light);

    /// <summary>The neighbours' light, [side * side] sky sigmas.</summary>
    public void ReadNeighbours(Span<float> light) => TensorPrimitives.ConvertToSingle(_neighbours, light);

    /// <summary>The PSF of unit sum, [25 * 25].</summary>
    public void ReadPsf(Span<float> psf)
    {
        TensorPrimitives.ConvertToSingle(_psf, psf);
        TensorPrimitives.Multiply(psf, 1 / PsfUnit, psf);
    }
}
