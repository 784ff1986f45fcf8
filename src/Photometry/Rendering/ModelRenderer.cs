using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Psf;

namespace GaLNet.Photometry.Rendering;

/// <summary>
/// Draws PSF-convolved profiles into images of one size with one PSF: the very model that the χ² engine fits. Not
/// thread-safe; keep one per thread and reuse it. Correct to 1e-3 of the peak and 1e-4 of the total flux for
/// 0.1 ≤ n ≤ 8, 0.2 ≤ q ≤ 1, rEff ≥ 0.2 pixel.
/// </summary>
public sealed class ModelRenderer
{
    private readonly ConvolvedRenderer _renderer;
    private readonly ModelPlanes _planes;

    /// <param name="width">Pixels along a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="psf">The PSF; its sum must be positive (it is divided out).</param>
    public ModelRenderer(int width, int height, PsfStamp psf)
    {
        ArgumentNullException.ThrowIfNull(psf);
        _renderer = new ConvolvedRenderer(StampGrid.For(width, height, psf));
        _planes = new ModelPlanes(_renderer.Grid);
        SetPsf(psf);
    }

    /// <summary>Changes to another PSF of the same size and sampling.</summary>
    public void SetPsf(PsfStamp psf)
    {
        ArgumentNullException.ThrowIfNull(psf);
        var grid = _renderer.Grid;
        if (!ReferenceEquals(StampGrid.For(grid.Width, grid.Height, psf), grid))
        {
            throw new ArgumentException($"The PSF is {psf.Width}x{psf.Height} with sampling {psf.Sampling}, this "
                + $"renderer was made for {grid.PsfWidth}x{grid.PsfHeight} with {grid.Sampling}: make another one.",
                nameof(psf));
        }
        if (!_renderer.SetPsf(psf))
            throw new ArgumentException("The PSF's pixels sum to zero or less: pass an image with light.", nameof(psf));
    }

    /// <summary>
    /// Adds a profile to an image [height * width]; rEff = 0 draws a point source, values that are not numbers
    /// draw nothing.
    /// </summary>
    public void Add(SersicProfile profile, Span<float> image)
    {
        var grid = _renderer.Grid;
        var dx = profile.XPix - (grid.Width - 1) / 2.0;
        var dy = profile.YPix - (grid.Height - 1) / 2.0;
        if (!double.IsFinite(dx + dy + profile.Flux + profile.ReffPix + profile.AxisRatio + profile.Index))
            return;
        if (profile.ReffPix > 0)
            _renderer.DrawSersicModel(dx, dy, Shape.Of(profile), profile.Index, _planes);
        else
            _renderer.DrawPoint(dx, dy, _planes);
        var plane = _planes[0];
        for (var y = 0; y < grid.Height; y++)
        {
            for (var x = 0; x < grid.Width; x++)
                image[y * grid.Width + x] += (float)(profile.Flux * plane[y * grid.Stride + x]);
        }
    }
}
