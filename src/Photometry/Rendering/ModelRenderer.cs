using System.Runtime.Intrinsics;
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
    /// <param name="beyondPix">
    /// Pixels by which sources may lie farther outside than half a PSF from the edge; costs time in every draw.
    /// </param>
    public ModelRenderer(int width, int height, PsfStamp psf, int beyondPix = 0)
    {
        ArgumentNullException.ThrowIfNull(psf);
        _renderer = new ConvolvedRenderer(StampGrid.For(width, height, psf, beyondPix));
        _planes = new ModelPlanes(_renderer.Grid);
        SetPsf(psf);
    }

    /// <summary>Changes to another PSF of the same size and sampling.</summary>
    public void SetPsf(PsfStamp psf)
    {
        ArgumentNullException.ThrowIfNull(psf);
        var grid = _renderer.Grid;
        if (!ReferenceEquals(StampGrid.For(grid.Width, grid.Height, psf, grid.Beyond), grid))
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
        _renderer.Light.Clear();
        if (!Collect(profile, 1, PeriodicImages.Negligible))
            return;
        AddCollected(profile.Flux, image);
    }

    /// <summary>Adds several profiles in one go, which is cheaper than one by one.</summary>
    /// <param name="profiles">What to draw, of positive flux; as in <see cref="Add(SersicProfile, Span{float})"/>.</param>
    /// <param name="unseen">
    /// Light per pixel, counts, that may be missing: faint sources do not need all of their outskirts.
    /// </param>
    /// <param name="image">[height * width] what the light is added to.</param>
    public void Add(IReadOnlyList<SersicProfile> profiles, double unseen, Span<float> image)
    {
        ArgumentNullException.ThrowIfNull(profiles);
        var most = 0.0;
        foreach (var profile in profiles)
            most = double.IsFinite(profile.Flux) ? Math.Max(most, profile.Flux) : most;
        if (!(most > 0))
            return;
        _renderer.Light.Clear();
        foreach (var profile in profiles)
            Collect(profile, profile.Flux / most, Math.Max(PeriodicImages.Negligible, unseen / profile.Flux));
        AddCollected(most, image);
    }

    private bool Collect(SersicProfile profile, double share, double unseen)
    {
        var grid = _renderer.Grid;
        var dx = profile.XPix - (grid.Width - 1) / 2.0;
        var dy = profile.YPix - (grid.Height - 1) / 2.0;
        if (!double.IsFinite(dx + dy + profile.Flux + profile.ReffPix + profile.AxisRatio + profile.Index))
            return false;
        if (profile.ReffPix > 0)
            _renderer.Light.AddSersic(dx, dy, Shape.Of(profile), profile.Index, (float)share, unseen);
        else
            _renderer.Light.AddPoint(dx, dy, (float)share);
        return true;
    }

    private void AddCollected(double flux, Span<float> image)
    {
        var grid = _renderer.Grid;
        _renderer.Light.Write(_planes);
        var plane = _planes[0];
        for (var y = 0; y < grid.Height; y++)
        {
            var from = plane.Slice(y * grid.Stride, grid.Width);
            var to = image.Slice(y * grid.Width, grid.Width);
            var x = 0;
            for (; x <= to.Length - StampGrid.Lanes; x += StampGrid.Lanes)
                (Vector512.Create<float>(to[x..]) + Vector512.Create<float>(from[x..]) * (float)flux).CopyTo(to[x..]);
            for (; x < to.Length; x++)
                to[x] += from[x] * (float)flux;
        }
    }
}
