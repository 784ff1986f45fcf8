namespace GaLNet.Inference;

/// <summary>One number for the width of any PSF.</summary>
public static class PsfWidth
{
    /// <summary>
    /// FWHM of the Gaussian with the same noise-equivalent area (Σp)²/Σp² (King 1983, PASP 95, 163), pixels: smooth in
    /// the PSF's shape and free of the pixel grid's steps, unlike counting pixels above half the peak. NaN where the
    /// pixels hold no light.
    /// </summary>
    /// <param name="psf">Pixels in any order, any scale.</param>
    public static double FwhmPix(ReadOnlySpan<float> psf)
    {
        double sum = 0, squares = 0;
        foreach (var value in psf)
        {
            sum += value;
            squares += (double)value * value;
        }
        // A Gaussian of width σ covers 4πσ²; FWHM = sqrt(8 ln 2) σ.
        return sum > 0 ? Math.Sqrt(2 * Math.Log(2) / Math.PI * sum * sum / squares) : double.NaN;
    }
}
