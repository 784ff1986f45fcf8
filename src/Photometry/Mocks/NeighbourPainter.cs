using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Mocks;

/// <summary>Paints the objects around a target, some of which lie beyond the stamp. One per thread.</summary>
internal sealed class NeighbourPainter
{
    private readonly MockStampOptions _options;
    private readonly ModelRenderer _renderer;
    private readonly int _borderPix;
    private ModelRenderer? _wideRenderer;
    private float[] _wide = [];
    private bool _hasWidePsf;

    /// <summary>Shares the target's <paramref name="renderer"/>, PSF included.</summary>
    public NeighbourPainter(MockStampOptions options, ModelRenderer renderer)
    {
        _options = options;
        _renderer = renderer;
        _borderPix = (int)Math.Ceiling((options.Crowding?.MarginArcsec ?? 0) / options.PixelScaleArcsec);
    }

    /// <summary>Paints what reaches the stamp and returns it; the plane is overwritten.</summary>
    public List<MockSource> Paint(IEnumerable<MockSource> sources, Span<float> plane, MockPsfStamp psf)
    {
        plane.Clear();
        _hasWidePsf = false;
        var painted = new List<MockSource>();
        foreach (var source in sources)
        {
            if (!MockSurroundings.Reaches(source, _options, psf)) continue;
            painted.Add(source);
            if (source.IsStar && psf.Shape is { } shape)
                shape.AddStar(
                    plane, _options.SizePix, source.XPix, source.YPix, source.Flux(_options.ZeroPoint),
                    _options.PixelScaleArcsec);
            else if (IsNear(source))
                _renderer.Add(source.ToProfile(_options.PixelScaleArcsec, _options.ZeroPoint), plane);
            else
                AddFromOutside(plane, source, psf.Image);
        }

        return painted;
    }

    // The Fourier box is the stamp and one PSF wide. Farther out than half a PSF the object's next copy would come
    // near the opposite edge.
    private bool IsNear(MockSource source)
    {
        var centre = 0.5 * (_options.SizePix - 1);
        var distance = Math.Max(Math.Abs(source.XPix - centre), Math.Abs(source.YPix - centre));
        return distance < centre + 0.5 * _options.PsfSizePix;
    }

    private void AddFromOutside(Span<float> plane, MockSource source, PsfStamp psf)
    {
        var side = _options.SizePix + 2 * _borderPix;
        if (_wideRenderer is null)
        {
            _wideRenderer = new ModelRenderer(side, side, psf);
            _wide = new float[side * side];
        }

        // Its transform costs as much as a galaxy: once per stamp is enough.
        if (!_hasWidePsf) _wideRenderer.SetPsf(psf);
        _hasWidePsf = true;
        Array.Clear(_wide);
        var profile = source.ToProfile(_options.PixelScaleArcsec, _options.ZeroPoint);
        _wideRenderer.Add(profile with { XPix = profile.XPix + _borderPix, YPix = profile.YPix + _borderPix }, _wide);
        for (var y = 0; y < _options.SizePix; y++)
        {
            var from = _wide.AsSpan((y + _borderPix) * side + _borderPix, _options.SizePix);
            var to = plane.Slice(y * _options.SizePix, _options.SizePix);
            for (var x = 0; x < to.Length; x++) to[x] += from[x];
        }
    }
}
