using GaLNet.Photometry.Psf;

namespace GaLNet.Photometry.Fitting;

/// <summary>
/// One way to measure a galaxy: the seam where χ² fits and networks plug in. Implementations are thread-safe.
/// </summary>
public interface IFitEngine
{
    /// <summary>The engine's word: <c>chi2</c>, <c>galnet-1</c>, <c>galnet-2</c>, <c>hybrid</c>.</summary>
    string Name { get; }

    /// <summary>
    /// What made the numbers: the model's name and weights hash, or the algorithm's version for χ² fits.
    /// </summary>
    string ModelId { get; }

    /// <summary>
    /// Measures one galaxy. Never throws for what is in the pixels: a failure is a flag and NaN.
    /// </summary>
    SersicFit Measure(Stamp stamp, PsfStamp psf);

    /// <summary>
    /// The image of a fit: PSF-convolved galaxy + sky (+ fitted neighbours), [Height * Width], in the stamp's counts.
    /// </summary>
    float[] Render(SersicFit fit, Stamp stamp, PsfStamp psf);
}
