using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Mocks;

/// <summary>
/// Paints the objects of a field, each on a box so large that what is cut off is less than 1e-4 of its light or fainter
/// than 0.01 sky sigma per pixel. One per thread.
/// </summary>
internal sealed class MockBoxPainter(MockFieldOptions options, MockPsfField psfField)
{
    private const double CutLight = 1e-4;
    private const double CutInSkySigma = 0.01;

    // Few sizes, so that renderers (and their tables) can be kept.
    private static readonly int[] Sides =
        [31, 41, 51, 61, 81, 101, 131, 161, 201, 251, 321, 401, 501, 641, 801, 1001, 1281, 1601];

    private readonly Dictionary<int, ModelRenderer> _renderers = [];
    private readonly int _psfSide =
        2 * (int)Math.Ceiling(options.PsfPriors.TruncationArcsec / options.PixelScaleArcsec) + 1;

    /// <summary>Paints one object under the PSF of its place.</summary>
    public MockBox Paint(MockSource source)
    {
        var psf = psfField.At(source.XPix, source.YPix);
        var side = SideOf(source, psf);
        var left = (int)Math.Round(source.XPix) - side / 2;
        var bottom = (int)Math.Round(source.YPix) - side / 2;
        var pixels = new float[side * side];
        var profile = source.ToProfile(options.PixelScaleArcsec, options.ZeroPoint);
        profile = profile with { XPix = profile.XPix - left, YPix = profile.YPix - bottom };
        if (source.IsStar)
        {
            psf.AddStar(pixels, side, profile.XPix, profile.YPix, profile.Flux, options.PixelScaleArcsec);
        }
        else
        {
            RendererOf(side, psf.ToStamp(_psfSide, options.PixelScaleArcsec)).Add(profile, pixels);
        }

        return new MockBox(left, bottom, side, pixels, psf);
    }

    private int SideOf(MockSource source, MockPsf psf)
    {
        var flux = source.Flux(options.ZeroPoint);
        var limit = CutInSkySigma * options.Noise.SkySigma;
        var reach = psf.ReachArcsec(
            limit / flux / (options.PixelScaleArcsec * options.PixelScaleArcsec)) / options.PixelScaleArcsec;
        if (!source.IsStar)
        {
            var profile = source.ToProfile(options.PixelScaleArcsec, options.ZeroPoint);
            var light = Sersic.RadiusOfFraction(1 - CutLight, profile.ReffPix, profile.Index);
            reach += Math.Min(light, RadiusOfIntensity(profile, limit));
        }

        var needed = 2 * (int)Math.Ceiling(reach) + 3;
        foreach (var side in Sides)
            if (side >= needed) return side;
        return Sides[^1];
    }

    // Semi-major axis at which the profile has faded to the limit.
    private static double RadiusOfIntensity(in SersicProfile profile, double limit)
    {
        var central = Sersic.CentralIntensity(profile.Flux, profile.ReffPix, profile.AxisRatio, profile.Index);
        return central <= limit
            ? 0
            : profile.ReffPix * Math.Pow(Math.Log(central / limit) / Sersic.Bn(profile.Index), profile.Index);
    }

    private ModelRenderer RendererOf(int side, PsfStamp psf)
    {
        if (_renderers.TryGetValue(side, out var renderer)) renderer.SetPsf(psf);
        else _renderers[side] = renderer = new ModelRenderer(side, side, psf);
        return renderer;
    }
}
