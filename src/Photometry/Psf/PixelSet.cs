namespace GaLNet.Photometry.Psf;

/// <summary>
/// Pixels by their offsets from a PSF's centre, sorted by how finely the PSF has to be integrated over them, so that
/// eight of a kind are worked on at once. Gauss-Legendre 3x3 in the core (5x5 for a PSF of less than two pixels), 2x2
/// around it, the pixel's centre far out.
/// </summary>
internal sealed class PixelSet
{
    /// <summary>Pixels in a vector.</summary>
    public const int Lanes = 8;

    private const double FineFwhm2 = 2.25;
    private const double MiddleFwhm2 = 9;
    private const double UndersampledFwhmPix = 2;

    [ThreadStatic]
    private static PixelSet? ofThread;

    private readonly PixelRun[] _runs = [new(), new(), new()];
    private double _fine;
    private double _middle;

    /// <summary>The pixels, finest first; complete them before use.</summary>
    public ReadOnlySpan<PixelRun> Runs => _runs;

    /// <summary>Pixels, each run in whole vectors.</summary>
    public int Padded => _runs[0].Padded + _runs[1].Padded + _runs[2].Padded;

    /// <summary>This thread's set, empty: one user at a time.</summary>
    /// <param name="fwhmPix">FWHM of the PSF's narrower component.</param>
    public static PixelSet OfThread(double fwhmPix)
    {
        var set = ofThread ??= new PixelSet();
        set._fine = FineFwhm2 * fwhmPix * fwhmPix;
        set._middle = MiddleFwhm2 * fwhmPix * fwhmPix;
        set._runs[0].Clear(fwhmPix < UndersampledFwhmPix ? PixelQuadrature.Five : PixelQuadrature.Three);
        set._runs[1].Clear(PixelQuadrature.Two);
        set._runs[2].Clear(PixelQuadrature.One);
        return set;
    }

    /// <summary>Adds a pixel.</summary>
    /// <param name="index">The caller's name for it.</param>
    /// <param name="dx">Column of its centre, from the PSF's.</param>
    /// <param name="dy">Row of its centre, from the PSF's.</param>
    public void Add(int index, double dx, double dy)
    {
        double r2 = dx * dx + dy * dy;
        _runs[r2 < _fine ? 0 : r2 < _middle ? 1 : 2].Add(index, dx, dy);
    }

    /// <summary>Fills the last vectors of the runs.</summary>
    public void Complete()
    {
        foreach (var run in _runs)
            run.Complete();
    }
}
