using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Statistics;
using static GaLNet.Inference.NetworkContract;

namespace GaLNet.Inference;

/// <summary>
/// Inputs and outputs of a network for up to <see cref="Capacity"/> stamps, in memory that stays in place.
/// </summary>
public sealed class NetworkBatch
{
    // Beyond this the source's own noise is lost in that of the sky.
    private const double MaxElectronsPerSigma = 1e6;

    private const int StampLength = StampSize * StampSize;
    private const int PsfLength = PsfSize * PsfSize;

    /// <param name="capacity">Most stamps it can hold.</param>
    public NetworkBatch(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        Capacity = capacity;
        Stamps = Pinned(capacity * StampLength);
        Psfs = Pinned(capacity * PsfLength);
        SkySigmas = Pinned(capacity);
        Gains = Pinned(capacity);
        ZeroPoints = Pinned(capacity);
        PixelScales = Pinned(capacity);
        AllParameters = Pinned(capacity * ParameterCount);
        AllErrors = Pinned(capacity * ParameterCount);
        AllErrors95 = Pinned(capacity * ParameterCount);
    }

    /// <summary>Most stamps it can hold.</summary>
    public int Capacity { get; }

    /// <summary>Noise of the sky per pixel of each stamp, counts.</summary>
    public float[] SkySigmas { get; }

    /// <summary>Electrons per count of each stamp.</summary>
    public float[] Gains { get; }

    /// <summary>Magnitude of one count of each stamp.</summary>
    public float[] ZeroPoints { get; }

    /// <summary>Arcsec per pixel of each stamp.</summary>
    public float[] PixelScales { get; }

    internal float[] Stamps { get; }

    internal float[] Psfs { get; }

    internal float[] AllParameters { get; }

    internal float[] AllErrors { get; }

    internal float[] AllErrors95 { get; }

    /// <summary>[61 * 61] pixels of a stamp.</summary>
    public Span<float> Stamp(int i) => Stamps.AsSpan(i * StampLength, StampLength);

    /// <summary>[25 * 25] pixels of its PSF.</summary>
    public Span<float> Psf(int i) => Psfs.AsSpan(i * PsfLength, PsfLength);

    /// <summary>
    /// Puts a galaxy into place <paramref name="i"/>, in units of the sky's noise and with a zero point of 0, so that
    /// no scale of counts matters. Not usable where the pixels or the PSF say nothing.
    /// </summary>
    public PreparedStamp Fill(int i, in StampAndPsf item)
    {
        var prepared = StampPreparation.Fill(item.Stamp, Stamp(i));
        SkySigmas[i] = 1;
        Gains[i] = (float)Math.Min(item.Stamp.Gain * prepared.SigmaCounts, MaxElectronsPerSigma);
        ZeroPoints[i] = 0;
        PixelScales[i] = (float)PixelScaleArcsec(item.Stamp);
        return PsfPreparation.Fill(item.Psf, Psf(i)) ? prepared
            : prepared with { Flags = prepared.Flags | FitFlags.Failed | FitFlags.PsfFallback };
    }

    /// <summary>The size of a stamp's pixels, told by its aperture of 1.5 arcsec.</summary>
    internal static double PixelScaleArcsec(Stamp stamp) => ApertureSignal.PaperRadiusArcsec / stamp.SignalRadiusPix;

    /// <summary>The answer [7]: x, y, mag, r_eff, q, pa, n in the contract's units.</summary>
    public ReadOnlySpan<float> Parameters(int i) => AllParameters.AsSpan(i * ParameterCount, ParameterCount);

    /// <summary>Half widths [7] of the 68.3 % intervals.</summary>
    public ReadOnlySpan<float> Errors(int i) => AllErrors.AsSpan(i * ParameterCount, ParameterCount);

    /// <summary>Half widths [7] of the 95 % intervals.</summary>
    public ReadOnlySpan<float> Errors95(int i) => AllErrors95.AsSpan(i * ParameterCount, ParameterCount);

    // Pinned for good: the runtime reads and writes it without copies.
    private static float[] Pinned(int length) => GC.AllocateArray<float>(length, pinned: true);
}
