using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Mocks;

/// <summary>
/// Paints the objects around a target, some of which lie beyond the stamp: galaxies all at once, stars one by one. One
/// per thread.
/// </summary>
internal sealed class NeighbourPainter
{
    // Light per pixel, in units of the sky noise, that may be missing far out in a faint neighbour's profile: a
    // twentieth of what makes a neighbour worth painting.
    private const double Unseen = 1e-3;

    // Light per pixel, in units of the sky noise, of a copy that is far enough to be smooth.
    private const double Faint = 0.1;

    // By how much the Fourier boxes are wider than the stamp and one PSF, pixels.
    private static readonly int[] Widenings = [0, 16, 32, 64, 112];

    private readonly MockStampOptions _options;
    private readonly ModelRenderer?[] _renderers = new ModelRenderer?[Widenings.Length];
    private readonly List<SersicProfile>[] _galaxies = [.. Widenings.Select(_ => new List<SersicProfile>())];

    /// <summary>Shares the target's <paramref name="renderer"/>, PSF included.</summary>
    public NeighbourPainter(MockStampOptions options, ModelRenderer renderer)
    {
        _options = options;
        _renderers[0] = renderer;
    }

    /// <summary>Paints what reaches the stamp and returns it; the plane is overwritten.</summary>
    public List<MockSource> Paint(IEnumerable<MockSource> sources, Span<float> plane, MockPsfStamp psf)
    {
        plane.Clear();
        foreach (var group in _galaxies) group.Clear();
        var painted = new List<MockSource>();
        MoffatPainter? stars = null;
        foreach (var source in sources)
        {
            if (!MockSurroundings.Reaches(source, _options, psf)) continue;
            painted.Add(source);
            if (source.IsStar && psf.Shape is { } shape)
            {
                stars ??= new MoffatPainter(shape, _options.PixelScaleArcsec);
                stars.Add(plane, _options.SizePix, _options.SizePix, source.XPix, source.YPix,
                    source.Flux(_options.ZeroPoint));
            }
            else
            {
                var profile = source.ToProfile(_options.PixelScaleArcsec, _options.ZeroPoint);
                _galaxies[BoxOf(profile)].Add(profile);
            }
        }

        for (var box = 0; box < Widenings.Length; box++)
            if (_galaxies[box].Count > 0)
                RendererOf(box, psf.Image).Add(_galaxies[box], Unseen * _options.Noise.SkySigma, plane);
        return painted;
    }

    // What a Fourier sum draws comes round its box. The smallest box does on which an object's nearest copy cannot be
    // seen in the stamp, or is faint there and a PSF away from it, so that it is smooth and can be taken away.
    private int BoxOf(in SersicProfile profile)
    {
        var centre = 0.5 * (_options.SizePix - 1);
        var offset = Math.Max(Math.Abs(profile.XPix - centre), Math.Abs(profile.YPix - centre));
        for (var box = 0; box < Widenings.Length - 1; box++)
        {
            var away = 0.5 * _options.SizePix + _options.PsfSizePix + Widenings[box] - offset;
            var light = LightAt(profile, away - 0.5 * _options.PsfSizePix) / _options.Noise.SkySigma;
            if (light < Unseen || (light < Faint && away >= _options.PsfSizePix)) return box;
        }

        return Widenings.Length - 1;
    }

    // Per pixel, along the long axis; without bound within the reach of the PSF.
    private static double LightAt(in SersicProfile profile, double distancePix)
        => distancePix <= 0 ? double.PositiveInfinity
            : profile.ReffPix > 0 ? Sersic.Intensity(profile, distancePix) : 0;

    private ModelRenderer RendererOf(int box, PsfStamp psf)
    {
        if (_renderers[box] is not { } renderer)
            return _renderers[box] = new ModelRenderer(_options.SizePix, _options.SizePix, psf, Widenings[box]);
        // The target's has it already.
        if (box > 0) renderer.SetPsf(psf);
        return renderer;
    }
}
